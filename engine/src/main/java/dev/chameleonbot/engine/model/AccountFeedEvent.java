package dev.chameleonbot.engine.model;

import dev.chameleonbot.plugin.api.ColorResult;
import dev.chameleonbot.plugin.api.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that an account has written, or what became of a colour that was wished for; see {@link dev.chameleonbot.engine.Engine#watch}. More
 * kinds will come: a {@code switch} over them outside of this project needs a {@code default}.
 */
public sealed interface AccountFeedEvent {
    /** When it happened. */
    Instant at();

    /**
     * The account has written something in chat.
     *
     * @param id the message's id
     * @param channel the name of the channel, in lower case
     * @param text what it has written, exactly as Twitch delivered it
     * @param at when Twitch sent it
     */
    record OwnMessage(MessageId id, String channel, String text, Instant at) implements AccountFeedEvent {
        /** Checks that nothing is missing. */
        public OwnMessage {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * A wish for a colour has come to its end.
     *
     * @param message the message that led to the wish; empty where none did, as with a plugin's alarm or the operator
     * @param channel the name of that message's channel; empty where there is none
     * @param result the colour, and what became of the wish
     * @param queued from the message's frame to the behaviour; zero without a message
     * @param decided from the behaviour's begin to its wish; zero without a message
     * @param waited from the wish to the last request for it, or to the end where none was sent
     * @param requested from the last request to its answer; zero where none was sent
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
        /** Checks that nothing is missing. */
        public ColorOutcome {
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(result, "result");
            Objects.requireNonNull(queued, "queued");
            Objects.requireNonNull(decided, "decided");
            Objects.requireNonNull(waited, "waited");
            Objects.requireNonNull(requested, "requested");
            Objects.requireNonNull(at, "at");
        }

        /** From the message's frame, or from the wish where there is no message, to the end. */
        public Duration total() {
            return queued.plus(decided).plus(waited).plus(requested);
        }
    }
}
