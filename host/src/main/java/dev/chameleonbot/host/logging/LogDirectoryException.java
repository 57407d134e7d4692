package dev.chameleonbot.host.logging;

import java.util.Objects;

/** A directory in which the log cannot be kept. The message is one sentence for the operator. */
public final class LogDirectoryException extends Exception {
    private static final long serialVersionUID = 1L;

    LogDirectoryException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
