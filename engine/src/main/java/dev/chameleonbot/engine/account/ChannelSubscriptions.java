package dev.chameleonbot.engine.account;

import com.github.twitch4j.eventsub.EventSubSubscription;
import com.github.twitch4j.eventsub.EventSubTransport;
import com.github.twitch4j.eventsub.EventSubTransportMethod;
import com.github.twitch4j.eventsub.subscriptions.SubscriptionTypes;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.UserId;

/** What the engine subscribes to in a channel; on which session is put in on the way out. */
final class ChannelSubscriptions {
    private static final EventSubTransport NO_SESSION_YET = EventSubTransport.builder()
            .method(EventSubTransportMethod.WEBSOCKET)
            .sessionId("")
            .build();

    private ChannelSubscriptions() {}

    static EventSubSubscription chat(ChannelId channel, UserId self) {
        return SubscriptionTypes.CHANNEL_CHAT_MESSAGE.prepareSubscription(
                condition -> condition
                        .broadcasterUserId(channel.value())
                        .userId(self.value())
                        .build(),
                NO_SESSION_YET);
    }

    static EventSubSubscription streamOnline(ChannelId channel) {
        return SubscriptionTypes.STREAM_ONLINE.prepareSubscription(
                condition -> condition.broadcasterUserId(channel.value()).build(), NO_SESSION_YET);
    }

    static EventSubSubscription streamOffline(ChannelId channel) {
        return SubscriptionTypes.STREAM_OFFLINE.prepareSubscription(
                condition -> condition.broadcasterUserId(channel.value()).build(), NO_SESSION_YET);
    }
}
