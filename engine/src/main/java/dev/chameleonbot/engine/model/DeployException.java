package dev.chameleonbot.engine.model;

/** A plugin's behaviours could not take the place of those before; everything is as it was. */
public final class DeployException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Describes a failure.
     *
     * @param message what failed
     * @param cause what kept a session from opening; its own cause is what the session threw, if it did
     */
    public DeployException(String message, Throwable cause) {
        super(message, cause);
    }
}
