package dev.chameleonbot.host.plugins.operations;

import dev.chameleonbot.host.config.OperationException;

/** Plugins come or go just now, so nothing was done. The message says since when; trying again later helps. */
public final class PluginsBusyException extends OperationException {
    private static final long serialVersionUID = 1L;

    PluginsBusyException(String message) {
        super(message);
    }
}
