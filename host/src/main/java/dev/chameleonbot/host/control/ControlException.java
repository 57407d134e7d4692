package dev.chameleonbot.host.control;

/** A request to a running host cannot be served; the message says why in one sentence. */
public sealed class ControlException extends Exception permits NoHostException, SilentHostException {
    private static final long serialVersionUID = 1L;

    /**
     * Describes why.
     *
     * @param message one sentence for the user
     */
    public ControlException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
