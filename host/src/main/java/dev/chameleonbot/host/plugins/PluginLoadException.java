package dev.chameleonbot.host.plugins;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The plugins could not be loaded; the message is one sentence for the operator. */
public final class PluginLoadException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    PluginLoadException(String sentence) {
        super(sentence);
    }

    PluginLoadException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
