package dev.chameleonbot.engine.spi;

import java.util.Objects;

/** The state store cannot do what was asked; the message says in one sentence why and what the operator can do. */
public final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Describes what failed.
     *
     * @param message one sentence for the operator, without secrets
     */
    public StateException(String message) {
        super(message);
    }

    /**
     * Describes what failed.
     *
     * @param message one sentence for the operator, without secrets
     * @param cause what led to it
     */
    public StateException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
