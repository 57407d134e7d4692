package dev.chameleonbot.host.backup;

import java.util.Objects;

/** A backup cannot be made or restored; the message says in a sentence why, and what to do. Nothing has changed. */
public final class BackupException extends Exception {
    private static final long serialVersionUID = 1L;

    BackupException(String message) {
        super(message);
    }

    BackupException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
