package dev.chameleonbot.host.control;

import dev.chameleonbot.host.config.OperationException;

/** A host took a request and did not answer it in time: it hangs, or its machine is very busy. */
public final class SilentHostException extends OperationException {
    private static final long serialVersionUID = 1L;

    SilentHostException(String message) {
        super(message);
    }
}
