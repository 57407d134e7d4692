package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.plugin.api.ChannelId;
import java.time.Instant;

/** Gets the streams that a session has subscribed to. Must not block. */
public interface StreamListener {
    /**
     * A stream has begun; called by the thread that reads the socket, and perhaps more than once.
     *
     * @param channel where
     * @param login that channel's name in lower case
     * @param startedAt since when, by Twitch's clock
     */
    void onOnline(ChannelId channel, String login, Instant startedAt);

    /**
     * A stream has ended; called by the thread that reads the socket, and perhaps more than once.
     *
     * @param channel where
     * @param login that channel's name in lower case
     */
    void onOffline(ChannelId channel, String login);

    /** Some events of streams are heard from now on, that were not heard before. */
    void onFollowed();

    /**
     * Some events of a channel's stream are not heard; it is tried again.
     *
     * @param channel the channel's name
     * @param reason why
     */
    void onRefused(String channel, String reason);
}
