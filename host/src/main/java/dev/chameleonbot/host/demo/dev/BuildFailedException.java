package dev.chameleonbot.host.demo.dev;

import dev.chameleonbot.host.config.OperationException;

/** A plugin's project does not build; the message is what its build tool had to say. */
final class BuildFailedException extends OperationException {
    private static final long serialVersionUID = 1L;

    BuildFailedException(String output) {
        super(output);
    }
}
