package dev.chameleonbot.engine.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that is or was wrong with an account.
 *
 * <p>An account has at most one trouble of a kind and subject at a time. A trouble with advice needs attention; one
 * without passes by itself.
 *
 * @param kind the kind
 * @param subject what it concerns, such as a channel's name or a plugin's id; empty if the kind needs none
 * @param problem what is wrong, in one sentence without secrets
 * @param advice what the operator can do; empty if nothing is needed
 * @param since when it began
 * @param over when it ended; empty while it lasts
 */
public record Trouble(
        Kind kind, String subject, String problem, Optional<String> advice, Instant since, Optional<Instant> over) {
    /** The kinds of trouble. */
    public enum Kind {
        /** The account's part of the configuration cannot be used. */
        CONFIGURATION,
        /** The account has no valid token. */
        LOGIN,
        /** Twitch refuses something that the account needs. */
        REFUSED,
        /** An internal error of the program. */
        FAULT,
        /** The start is delayed because Twitch does not answer correctly. */
        START,
        /** The token works but cannot be refreshed or checked; the subject is {@code refresh} if that is only slow. */
        TOKEN,
        /** The token lacks a scope for a plugin, which is the subject, or for {@code @followed}. */
        SCOPES,
        /** The account has another name at Twitch than in the configuration. */
        NAME,
        /** The connection to Twitch is lost or cannot be opened. */
        CONNECTION,
        /** A channel is not heard; the subject is its name. */
        CHANNEL,
        /** The followed channels cannot be read; the subject is {@code limit} if they do not all fit. */
        FOLLOWED,
        /** Twitch does not report a channel's stream; the subject is the channel's name. */
        STREAM,
        /** Colours do not change as they should. */
        COLOR,
        /** Chat messages of plugins are not sent; the subject is the channel's id. */
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

    /**
     * Whether another trouble is about the same.
     *
     * @param other the other one
     * @return whether kind and subject are the same
     */
    public boolean isLike(Trouble other) {
        return isOf(other.kind, other.subject);
    }

    /**
     * Whether the trouble has this kind and subject.
     *
     * @param wantedKind the kind
     * @param wantedSubject the subject
     * @return whether both match
     */
    public boolean isOf(Kind wantedKind, String wantedSubject) {
        return kind == wantedKind && subject.equals(wantedSubject);
    }

    /**
     * The same trouble, ended.
     *
     * @param at when it ended
     * @return the ended trouble
     */
    public Trouble endedAt(Instant at) {
        return new Trouble(kind, subject, problem, advice, since, Optional.of(at));
    }
}
