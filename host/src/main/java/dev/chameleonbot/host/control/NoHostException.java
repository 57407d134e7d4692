package dev.chameleonbot.host.control;

import dev.chameleonbot.host.config.OperationException;

/** No host runs with a state directory; the message says what to do. */
public final class NoHostException extends OperationException {
    private static final long serialVersionUID = 1L;

    NoHostException(String message) {
        super(message);
    }
}
