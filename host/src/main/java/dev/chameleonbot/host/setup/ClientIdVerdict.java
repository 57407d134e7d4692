package dev.chameleonbot.host.setup;

import dev.chameleonbot.engine.TwitchCallException;

/**
 * What is known of an application's client id.
 *
 * @param kind whether it can be used
 * @param message why not, in a sentence without its full stop; empty if it can
 * @param advice what to do, in a sentence; may be empty
 */
public record ClientIdVerdict(Kind kind, String message, String advice) {
    /** Whether an id can be used. */
    public enum Kind {
        /** Twitch knows it. */
        KNOWN,
        /** It cannot be one: it has characters that no id has, or is a sample's placeholder. */
        MALFORMED,
        /** Twitch does not know it. */
        UNKNOWN,
        /** Twitch was not reached, so that it is not known; trying again is sensible. */
        UNREACHABLE,
        /** Twitch knows it, or not, and says no for another reason. */
        REFUSED
    }

    /** Twitch knows it. */
    static final ClientIdVerdict KNOWN = new ClientIdVerdict(Kind.KNOWN, "", "");

    static ClientIdVerdict malformed() {
        return new ClientIdVerdict(
                Kind.MALFORMED,
                "This is no Client ID: it has a blank or a character that Twitch's do not have",
                "Copy the Client ID from the application's page in Twitch's developer console.");
    }

    static ClientIdVerdict of(TwitchCallException failure) {
        Kind kind = switch (failure.kind()) {
            case UNKNOWN_CLIENT -> Kind.UNKNOWN;
            case UNREACHABLE -> Kind.UNREACHABLE;
            case DENIED, ENDED, REFUSED -> Kind.REFUSED;
        };
        return new ClientIdVerdict(kind, failure.getMessage(), failure.advice().orElse(""));
    }

    /** Whether it can be used. */
    public boolean isKnown() {
        return kind == Kind.KNOWN;
    }
}
