package dev.chameleonbot.engine.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that is wrong with an account, or was.
 *
 * <p>An account has at most one trouble of a kind and subject at a time. One with advice needs somebody's attention; one
 * without passes by itself.
 *
 * @param kind what sort of thing is wrong
 * @param subject what of that kind, such as a channel's name or a plugin's id; empty where there is only one
 * @param problem what is wrong, in one sentence without secrets
 * @param advice what the operator can do; empty where nothing has to be done
 * @param since when it began
 * @param over when it ended; empty while it lasts
 */
public record Trouble(
        Kind kind, String subject, String problem, Optional<String> advice, Instant since, Optional<Instant> over) {
    /** What sort of thing is wrong. */
    public enum Kind {
        /** The account's part of the configuration cannot be used. */
        CONFIGURATION,
        /** The account has no token that Twitch takes. */
        LOGIN,
        /** Twitch refuses what the account cannot do without. */
        REFUSED,
        /** The program is at fault. */
        FAULT,
        /** The start takes its time, as Twitch does not answer as it should. */
        START,
        /** The token works, and cannot be renewed or checked; the subject is {@code refresh} where that is but slow. */
        TOKEN,
        /** The token does not allow what a plugin needs, which is the subject, or {@code @followed} among the channels. */
        SCOPES,
        /** The account is called something else at Twitch than in the configuration. */
        NAME,
        /** The connection to Twitch is lost, or is not to be had. */
        CONNECTION,
        /** A channel is not heard; the subject is its name. */
        CHANNEL,
        /** What the account follows cannot be read; the subject is {@code limit} where there is no room for all of it. */
        FOLLOWED,
        /** Twitch does not tell of a channel's stream; the subject is the channel's name. */
        STREAM,
        /** Colours are not changed as they should be. */
        COLOR,
        /** What plugins write is not sent; the subject is the channel's id. */
        CHAT,
        /** A plugin failed; the subject is its id. */
        PLUGIN
    }

    /**
     * Something that is wrong from now on.
     *
     * @param kind what sort of thing is wrong
     * @param subject what of that kind; empty where there is only one
     * @param problem what is wrong, in one sentence without secrets
     * @param advice what the operator can do; empty where nothing has to be done
     * @param since when it began
     */
    public Trouble(Kind kind, String subject, String problem, Optional<String> advice, Instant since) {
        this(kind, subject, problem, advice, since, Optional.empty());
    }

    /** Checks that nothing is missing. */
    public Trouble {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(advice, "advice");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(over, "over");
    }

    /**
     * Whether it is about the same as another.
     *
     * @param other the other one
     * @return whether kind and subject are the same
     */
    public boolean isLike(Trouble other) {
        return isOf(other.kind, other.subject);
    }

    /**
     * Whether it is about this.
     *
     * @param wantedKind the kind
     * @param wantedSubject the subject
     * @return whether both are its own
     */
    public boolean isOf(Kind wantedKind, String wantedSubject) {
        return kind == wantedKind && subject.equals(wantedSubject);
    }

    /**
     * The same trouble, ended.
     *
     * @param at when it ended
     * @return what it was
     */
    public Trouble endedAt(Instant at) {
        return new Trouble(kind, subject, problem, advice, since, Optional.of(at));
    }
}
