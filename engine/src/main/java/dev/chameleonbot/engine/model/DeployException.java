package dev.chameleonbot.engine.model;

/** A plugin's behaviours could not be deployed; the previous state is restored. */
public final class DeployException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Describes a failure.
     *
     * @param message what failed
     * @param cause why a session did not open; its own cause is the session's exception, if there was one
     */
    public DeployException(String message, Throwable cause) {
        super(message, cause);
    }
}
