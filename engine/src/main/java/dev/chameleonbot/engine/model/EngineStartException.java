package dev.chameleonbot.engine.model;

/** The engine cannot start; the message says in one sentence why and what to do. Nothing keeps running. */
public final class EngineStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Describes why.
     *
     * @param message one sentence for the operator
     */
    public EngineStartException(String message) {
        super(message);
    }

    /**
     * Describes why.
     *
     * @param message one sentence for the operator
     * @param cause the cause
     */
    public EngineStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
