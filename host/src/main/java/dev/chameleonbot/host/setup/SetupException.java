package dev.chameleonbot.host.setup;

import java.util.Objects;

/** A step of the set-up cannot be done. The message is a sentence that says why, and what to do. */
public final class SetupException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Describes why.
     *
     * @param message the sentence, without its full stop
     */
    public SetupException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
