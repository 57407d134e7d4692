package dev.chameleonbot.engine;

import dev.chameleonbot.engine.resilience.RemoteException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something asked of Twitch has not come about. The message is one sentence that names no secret. */
public final class TwitchCallException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final @Nullable String advice;

    /** What sort of thing it was. */
    public enum Kind {
        /** There was no answer, or none of Twitch's: a network, a proxy, an outage. Trying again is sensible. */
        UNREACHABLE,
        /** Twitch does not know the application. */
        UNKNOWN_CLIENT,
        /** The person has said no. */
        DENIED,
        /** The code has ended before anybody agreed. */
        ENDED,
        /** Twitch has said no for another reason. */
        REFUSED
    }

    /**
     * Describes it.
     *
     * @param kind what sort of thing it was
     * @param message one sentence that names no secret, without its full stop
     * @param advice what the person can do; null where that is not known
     */
    public TwitchCallException(Kind kind, String message, @Nullable String advice) {
        super(message);
        this.kind = kind;
        this.advice = advice;
    }

    /** What an answer of Twitch's, or its absence, comes to. */
    static TwitchCallException of(RemoteException failure) {
        Kind kind = failure.mayPass() ? Kind.UNREACHABLE : Kind.REFUSED;
        return new TwitchCallException(
                kind,
                Objects.requireNonNull(failure.getMessage()),
                failure.advice().orElse(null));
    }

    /** What sort of thing it was. */
    public Kind kind() {
        return kind;
    }

    /** What the person can do, where that is known. */
    public Optional<String> advice() {
        return Optional.ofNullable(advice);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
