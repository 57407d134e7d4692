package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.UserId;
import java.util.Map;
import java.util.Optional;

/**
 * What a subscription is to, independent of its session and its id.
 *
 * @param type such as {@code channel.chat.message}; also one that nobody knows here
 * @param condition Twitch's names and values of what it is confined to, without those that are empty
 */
public record Topic(String type, String version, Map<String, String> condition) {
    /** The type that delivers chat: a session that hears no chat is deaf, even if it hears other events. */
    static final String CHAT = "channel.chat.message";

    /** The type that reports the beginning of a stream. */
    static final String STREAM_ONLINE = "stream.online";

    /** The type that reports its end. */
    static final String STREAM_OFFLINE = "stream.offline";

    private static final String CHANNEL = "broadcaster_user_id";
    private static final String VERSION = "1";

    /** Copies the condition. */
    public Topic {
        condition = Map.copyOf(condition);
    }

    /** A channel's chat. */
    public static Topic chat(ChannelId channel, UserId self) {
        return new Topic(CHAT, VERSION, Map.of(CHANNEL, channel.value(), "user_id", self.value()));
    }

    /** The beginnings of a channel's streams. */
    public static Topic streamOnline(ChannelId channel) {
        return new Topic(STREAM_ONLINE, VERSION, Map.of(CHANNEL, channel.value()));
    }

    /** The ends of a channel's streams. */
    public static Topic streamOffline(ChannelId channel) {
        return new Topic(STREAM_OFFLINE, VERSION, Map.of(CHANNEL, channel.value()));
    }

    boolean isChat() {
        return type.equals(CHAT);
    }

    /** The id of the channel that it is about, where it is about one. */
    Optional<String> channel() {
        return Optional.ofNullable(condition.get(CHANNEL));
    }
}
