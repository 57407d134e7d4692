package dev.chameleonbot.engine.model;

import dev.chameleonbot.plugin.api.ColorResult;
import dev.chameleonbot.plugin.api.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An own message of an account, or the result of a colour change; see {@link dev.chameleonbot.engine.Engine#watch}.
 * More kinds may be added: a {@code switch} over them outside this project needs a {@code default}.
 */
public sealed interface AccountFeedEvent {
    /** When it happened. */
    Instant at();

    /**
     * The account has written something in chat.
     *
     * @param id the message's id
     * @param channel the name of the channel, in lower case
     * @param text the text, exactly as Twitch delivered it
     * @param at when Twitch sent it
     */
    record OwnMessage(MessageId id, String channel, String text, Instant at) implements AccountFeedEvent {}

    /**
     * A colour change has ended.
     *
     * @param message the message that caused the change; empty if none did, as for a scheduled task or the operator
     * @param channel the name of that message's channel; empty if there is none
     * @param result the colour and the result
     * @param queued from the message's frame to the behaviour; zero without a message
     * @param decided from the start of the behaviour's call to its colour change; zero without a message
     * @param waited from there to the last request, or to the end if none was sent
     * @param requested from the last request to its answer; zero if none was sent
     * @param at when it ended
     */
    record ColorOutcome(
            Optional<MessageId> message,
            String channel,
            ColorResult result,
            Duration queued,
            Duration decided,
            Duration waited,
            Duration requested,
            Instant at)
            implements AccountFeedEvent {
        /** From the message's frame, or without a message from the start of the change, to the end. */
        public Duration total() {
            return queued.plus(decided).plus(waited).plus(requested);
        }
    }
}
