package dev.chameleonbot.engine.eventsub;

import com.github.twitch4j.eventsub.EventSubSubscription;
import com.github.twitch4j.eventsub.condition.ChannelChatCondition;
import com.github.twitch4j.eventsub.condition.ChannelEventSubCondition;
import com.github.twitch4j.eventsub.condition.EventSubCondition;
import java.util.Optional;

/** What a subscription is to: its type, version and condition, whatever session it is on and whatever id it has. */
record Topic(String type, String version, EventSubCondition condition) {
    static Topic of(EventSubSubscription subscription) {
        return new Topic(subscription.getRawType(), subscription.getRawVersion(), subscription.getCondition());
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
