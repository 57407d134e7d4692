package dev.chameleonbot.engine.events;

import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.plugin.api.Channels.Channel;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Something that has happened to one account. The account's parts report it, from any thread, and do not wait for what
 * comes of it; the account handles its events one at a time, in the order in which they were reported. From there they
 * reach its status, the log and the meters.
 *
 * <p>What is wrong is named by a kind and a subject, as in {@link dev.chameleonbot.engine.model.Trouble}; the
 * subject is empty where there is only one of the kind.
 */
public sealed interface AccountEvent {
    /** Something works, or does not, and the account goes on. */
    sealed interface Condition extends AccountEvent {}

    /**
     * Something fails and is tried again: it passes by itself, as a rule.
     *
     * @param failure why, in a sentence that can stand alone
     */
    record Failing(Kind kind, String subject, Failure failure) implements Condition {
        /** A channel is not heard; the others are not affected. */
        public static Failing notHeard(String channel, Failure failure) {
            return new Failing(
                    Kind.CHANNEL, channel, failure.withWords("#" + channel + " is not heard: " + failure.words()));
        }

        /** A connection cannot be opened. */
        public static Failing notConnected(Failure failure) {
            return new Failing(
                    Kind.CONNECTION, "", failure.withWords("The connection could not be opened: " + failure.words()));
        }
    }

    /**
     * Something is wrong, and stays wrong until something else is done about it.
     *
     * @param advice what the operator can do; empty where it may be a false alarm
     */
    record Troubled(Kind kind, String subject, String problem, Optional<String> advice) implements Condition {}

    /** Something went wrong once. */
    record Mishap(Kind kind, String subject, String problem) implements Condition {}

    /** Something works, whether it failed before or not. */
    record Works(Kind kind, String subject) implements Condition {}

    /** Something that failed is not tried any more; whether it would work is not known. */
    record GivenUp(Kind kind, String subject) implements Condition {}

    /** The token is proved and the channels are known: the connection is next. */
    record Connecting() implements AccountEvent {}

    /** Chat is heard. */
    record Live() implements AccountEvent {}

    /** The connection is lost, or there is still none, and another one is on its way. */
    record Reconnecting(Failure failure) implements AccountEvent {}

    /** Another number of channels is heard. */
    record ChannelsHeard(int count) implements AccountEvent {}

    /**
     * Twitch has said which channels the account follows.
     *
     * @param channels those that could be read, the latest first
     * @param isComplete whether these are all of them: else a channel that is missing may be followed all the same
     */
    record FollowsRead(List<Channel> channels, boolean isComplete) implements AccountEvent {
        /** Copies the list. */
        public FollowsRead {
            channels = List.copyOf(channels);
        }
    }

    /**
     * A token is proved; it may allow something else than the one before.
     *
     * @param name the account's name at Twitch, which may have changed
     */
    record TokenProved(String name, Set<String> scopes) implements AccountEvent {}

    /** The tokens are good: proved, or just issued. */
    record TokensWork() implements AccountEvent {}

    /** An attempt to replace a token has ended. */
    record RefreshEnded(Refresh outcome) implements AccountEvent {}

    /** What came of an attempt to replace a token. */
    enum Refresh {
        /** There are new tokens. */
        REFRESHED,
        /** Twitch refuses this one. */
        REFUSED,
        /** Twitch cannot be asked, or does not answer correctly. */
        FAILED
    }

    /** What was stored under another name is the account's now: what was read before that is out of date. */
    record TakenOver(String formerLogin) implements AccountEvent {}

    /** Twitch takes tokens again that it has refused. */
    record TokensRecovered() implements AccountEvent {}

    /** Somebody has logged the account in: it has new tokens. */
    record LoggedIn() implements AccountEvent {}

    /** Twitch refuses what the account cannot do without. Nothing is tried any more. */
    record Refused(String reason, String advice) implements AccountEvent {}

    /** The account has no usable token and cannot get one by itself. Nothing is tried any more. */
    record LoginNeeded(String reason, String advice) implements AccountEvent {}

    /** Something failed that never should: the program is at fault. */
    record Faulted(Throwable cause) implements AccountEvent {}
}
