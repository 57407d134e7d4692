package dev.chameleonbot.host.plugins.files;

import java.util.Objects;

/** The plugins cannot be loaded. The message is one sentence for the operator; nothing stayed loaded. */
public class PluginLoadException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Describes a failure.
     *
     * @param message one sentence for the operator
     */
    public PluginLoadException(String message) {
        super(message);
    }

    /**
     * Describes a failure.
     *
     * @param message one sentence for the operator
     * @param cause what was thrown
     */
    public PluginLoadException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
