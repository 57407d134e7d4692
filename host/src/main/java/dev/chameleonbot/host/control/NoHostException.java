package dev.chameleonbot.host.control;

/** No host runs with a state directory; the message says what to do. */
public final class NoHostException extends ControlException {
    private static final long serialVersionUID = 1L;

    NoHostException(String message) {
        super(message);
    }
}
