package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.ChatMessage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one text frame of the EventSub socket says, as far as the engine wants to know. */
public sealed interface Frame {
    /** A chat message that a behaviour wants. */
    record Chat(ChatMessage message) implements Frame {}

    /** Somebody else's chat message where only own ones are wanted; read no further than needed to know that. */
    record Unwanted() implements Frame {
        static final Unwanted INSTANCE = new Unwanted();
    }

    /** {@code stream.online}: a channel's stream has begun. */
    record StreamOnline(ChannelId channel, String login, Instant startedAt) implements Frame {}

    /** {@code stream.offline}: a channel's stream has ended. */
    record StreamOffline(ChannelId channel, String login) implements Frame {}

    /** {@code session_keepalive}. */
    record Keepalive() implements Frame {
        static final Keepalive INSTANCE = new Keepalive();
    }

    /** {@code session_welcome}. */
    record Welcome(String sessionId, Duration keepaliveTimeout) implements Frame {}

    /** {@code session_reconnect}. */
    record Reconnect(String url) implements Frame {}

    /** {@code revocation}. */
    record Revocation(
            String subscriptionId,
            String status,
            @Nullable String type,
            @Nullable String channelId) implements Frame {}

    /** Something well-formed that the engine has no use for, now or yet. */
    record Unknown(String type) implements Frame {}

    /** Something that is not what Twitch documents. */
    record Malformed(String problem) implements Frame {}
}
