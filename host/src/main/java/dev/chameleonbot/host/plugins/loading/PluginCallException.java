package dev.chameleonbot.host.plugins.loading;

import java.util.Objects;

/**
 * A plugin's code has thrown something, or has not come back in time. The message is what is wrong, in words that follow
 * "it failed: "; the stack trace is the plugin's. What the plugin has thrown is not the cause, as it may be of the plugin's
 * own making: nobody but the thread that called the plugin asks it anything.
 */
final class PluginCallException extends Exception {
    private static final long serialVersionUID = 1L;

    PluginCallException(String message, StackTraceElement[] stack) {
        super(message);
        setStackTrace(stack);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
