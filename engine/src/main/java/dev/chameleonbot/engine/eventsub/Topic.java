package dev.chameleonbot.engine.eventsub;

import com.github.twitch4j.eventsub.EventSubSubscription;
import com.github.twitch4j.eventsub.condition.ChannelChatCondition;
import com.github.twitch4j.eventsub.condition.ChannelEventSubCondition;
import com.github.twitch4j.eventsub.condition.EventSubCondition;
import java.util.Optional;

/** What a subscription is to: its type, version and condition, whatever session it is on and whatever id it has. */
record Topic(String type, String version, EventSubCondition condition) {
    /** The type that delivers chat: whatever else a session hears, without chat it is deaf. */
    static final String CHAT = "channel.chat.message";

    /** The type that tells of the beginning of a stream. */
    static final String STREAM_ONLINE = "stream.online";

    /** The type that tells of its end. */
    static final String STREAM_OFFLINE = "stream.offline";

    static Topic of(EventSubSubscription subscription) {
        return new Topic(subscription.getRawType(), subscription.getRawVersion(), subscription.getCondition());
    }

    boolean isChat() {
        return type.equals(CHAT);
    }

    /** The id of the channel that it is about, where it is about one. */
    Optional<String> channel() {
        return switch (condition) {
            case ChannelChatCondition chat -> Optional.of(chat.getBroadcasterUserId());
            case ChannelEventSubCondition channel -> Optional.of(channel.getBroadcasterUserId());
            default -> Optional.empty();
        };
    }
}
