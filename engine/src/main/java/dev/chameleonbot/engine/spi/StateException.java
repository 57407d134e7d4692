package dev.chameleonbot.engine.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The state store cannot do what was asked; the message says in one sentence why and what the operator can do. */
public final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What sort of thing went wrong; it decides whether a write is kept and tried again. */
    public enum Kind {
        /** What was asked cannot be done, now or later: it breaks a rule of the store, or the store is closed. */
        REFUSED,
        /** The disk is full, gone, read-only, or does not answer: the same may succeed later. */
        UNAVAILABLE,
        /** What is stored can no longer be read or written as it should be. */
        DAMAGED
    }

    private final Kind kind;

    /**
     * Describes what was {@linkplain Kind#REFUSED refused}.
     *
     * @param message one sentence for the operator, without secrets
     */
    public StateException(String message) {
        this(Kind.REFUSED, message, null);
    }

    /**
     * Describes what was {@linkplain Kind#REFUSED refused}.
     *
     * @param message one sentence for the operator, without secrets
     * @param cause what led to it
     */
    public StateException(String message, Throwable cause) {
        this(Kind.REFUSED, message, cause);
    }

    /**
     * Describes what failed.
     *
     * @param kind what sort of failure it is
     * @param message one sentence for the operator, without secrets
     * @param cause what led to it; null if nothing else did
     */
    public StateException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What sort of failure it is. */
    public Kind kind() {
        return kind;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
