package dev.chameleonbot.plugin.testkit;

import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.MessageId;
import dev.chameleonbot.plugin.api.UserId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Creates messages, and distinguishes new ones from repeated ones. */
final class Chat implements Channels {
    private final InstantSource clock;
    private final Set<MessageId> seen = new HashSet<>();
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private String channel = "";
    private int messages;

    Chat(InstantSource clock) {
        this.clock = clock;
        moveTo("somechannel");
    }

    ChannelId moveTo(String newChannel) {
        channel = newChannel;
        channels.put(newChannel, new Channel(channelId(), newChannel));
        return channelId();
    }

    /** The channel that messages arrive through. */
    Channel here() {
        return new Channel(channelId(), channel);
    }

    /** All channels that were ever selected. */
    @Override
    public Collection<Channel> all() {
        return List.copyOf(channels.values());
    }

    ChatMessage message(String chatter, boolean own, String text, Optional<ChatColor> shown, Set<String> badges) {
        return new ChatMessage(
                new MessageId("message-" + ++messages),
                channelId(),
                channel,
                userId(chatter),
                chatter,
                chatter,
                text,
                own,
                shown,
                badges,
                clock.instant());
    }

    /** Whether this message is delivered for the first time. */
    boolean isNew(ChatMessage message) {
        return seen.add(message.id());
    }

    static UserId userId(String login) {
        return new UserId("id-of-" + login);
    }

    private ChannelId channelId() {
        return new ChannelId("id-of-" + channel);
    }
}
