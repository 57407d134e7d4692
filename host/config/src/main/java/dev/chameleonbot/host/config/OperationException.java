package dev.chameleonbot.host.config;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was asked for cannot be done. The message is one sentence for the operator: why, and what to do. */
public class OperationException extends Exception {
    private static final long serialVersionUID = 1L;

    public OperationException(String message) {
        this(message, null);
    }

    /**
     * Describes why.
     *
     * @param cause what was thrown; null where that must not be logged, or is nothing
     */
    public OperationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public final String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
