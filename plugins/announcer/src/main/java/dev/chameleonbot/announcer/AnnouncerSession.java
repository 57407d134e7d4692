package dev.chameleonbot.announcer;

import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels;
import dev.chameleonbot.plugin.api.Channels.Channel;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.ServiceListener;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The announcer at work for one account. */
final class AnnouncerSession implements BehaviourSession {
    private static final String NEXT = "next";

    private final Bot bot;
    private final List<String> messages;
    private final long afterMessages;
    private final Set<String> wanted;
    /** How many messages others have written since the last announcement, by channel. */
    private final Map<ChannelId, Long> written = new HashMap<>();

    private @Nullable Channels channels;
    private boolean live;

    AnnouncerSession(Bot bot) {
        this.bot = bot;
        this.messages = bot.settings().get(Announcer.MESSAGES);
        this.afterMessages = bot.settings().get(Announcer.AFTER_MESSAGES);
        this.wanted = bot.settings().get(Announcer.CHANNELS).stream()
                .map(name -> name.strip().replaceFirst("^#", "").toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        if (messages.isEmpty()) {
            return;
        }
        bot.services().track(Channels.class, new Following());
        bot.events().listen(BotEvent.Live.class, event -> live = true);
        bot.events().listen(BotEvent.Reconnecting.class, event -> live = false);
        bot.schedule().every(bot.settings().get(Announcer.EVERY), this::announce);
    }

    @Override
    public void onMessage(ChatMessage message) {
        if (!message.own()) {
            written.merge(message.channel(), 1L, Long::sum);
        }
    }

    private void announce() {
        Collection<Channel> places = live && channels != null ? channels.all() : List.of();
        List<Channel> busy = places.stream().filter(this::isDue).toList();
        if (busy.isEmpty()) {
            return;
        }
        int number = bot.memory().get(NEXT).map(Integer::valueOf).orElse(0) % messages.size();
        for (Channel channel : busy) {
            bot.say(channel.id(), messages.get(number));
            written.remove(channel.id());
        }
        bot.memory().put(NEXT, Integer.toString((number + 1) % messages.size()));
        bot.metrics().counter("announcements").add(busy.size());
    }

    private boolean isDue(Channel channel) {
        return (wanted.isEmpty() || wanted.contains(channel.login()))
                && written.getOrDefault(channel.id(), 0L) >= afterMessages;
    }

    /** Without the service it does not know where to speak, and waits. */
    private final class Following implements ServiceListener<Channels> {
        @Override
        public void onAdded(Channels service) {
            channels = service;
        }

        @Override
        public void onGone(Channels service) {
            if (service.equals(channels)) {
                channels = null;
            }
        }
    }
}
