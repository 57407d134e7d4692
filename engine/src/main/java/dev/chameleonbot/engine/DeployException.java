package dev.chameleonbot.engine;

/** A plugin's behaviours could not take the place of those before; everything is as it was. */
public final class DeployException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Describes a failure.
     *
     * @param message what failed
     * @param cause what a session threw, or a timeout
     */
    public DeployException(String message, Throwable cause) {
        super(message, cause);
    }
}
