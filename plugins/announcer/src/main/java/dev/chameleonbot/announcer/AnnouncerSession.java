package dev.chameleonbot.announcer;

import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels;
import dev.chameleonbot.plugin.api.Channels.Channel;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.ServiceListener;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The announcer at work for one account. */
final class AnnouncerSession implements BehaviourSession {
    private static final String NEXT = "next.";
    /** In so many channels it goes on after a restart where it was; in others it begins anew. */
    private static final int MOST_REMEMBERED = 250;

    /** A session may not say more than a hundred messages at once. */
    private static final int MOST_AT_ONCE = 50;

    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration REMEMBERED = Duration.ofDays(90);

    private final Bot bot;
    private final List<String> messages;
    private final long afterMessages;
    private final Set<String> wanted;
    /** Those of them that a warning has named. */
    private final Set<String> missing = new HashSet<>();
    /** How many messages others have written since the last announcement, by channel. */
    private final Map<ChannelId, Long> written = new HashMap<>();
    /** Where to speak as soon as it may, the longest due first. */
    private final Set<Channel> waiting = new LinkedHashSet<>();
    /** The number of the text to say next, by channel. */
    private final Map<ChannelId, Integer> next = new HashMap<>();

    private @Nullable Channels channels;
    private boolean live;

    AnnouncerSession(Bot bot) {
        this.bot = bot;
        this.messages = bot.settings().get(Announcer.MESSAGES);
        this.afterMessages = bot.settings().get(Announcer.AFTER_MESSAGES);
        this.wanted = bot.settings().get(Announcer.CHANNELS).stream()
                .map(Announcer::login)
                .collect(Collectors.toSet());
        if (messages.isEmpty()) {
            bot.log()
                    .warn(
                            "No messages are set for {}, so nothing is said",
                            bot.account().login());
            return;
        }
        bot.services().track(Channels.class, new Following());
        bot.events().listen(BotEvent.Live.class, event -> live());
        bot.events().listen(BotEvent.Reconnecting.class, event -> live = false);
        bot.schedule().every(bot.settings().get(Announcer.EVERY), this::announce);
    }

    @Override
    public void onMessage(ChatMessage message) {
        if (!message.own()) {
            written.merge(message.channel(), 1L, Long::sum);
        }
    }

    private void live() {
        live = true;
        if (channels != null) {
            Set<String> there = channels.all().stream().map(Channel::login).collect(Collectors.toSet());
            wanted.stream()
                    .filter(name -> !there.contains(name) && missing.add(name))
                    .forEach(name -> bot.log()
                            .warn(
                                    "{} is not in the channel {}, so nothing is said there",
                                    bot.account().login(),
                                    name));
        }
    }

    private void announce() {
        boolean idle = waiting.isEmpty();
        Collection<Channel> places = live && channels != null ? channels.all() : List.of();
        places.stream().filter(this::isDue).forEach(waiting::add);
        if (idle) {
            speak();
        }
    }

    private void speak() {
        List<Channel> now = waiting.stream().limit(MOST_AT_ONCE).toList();
        for (Channel channel : now) {
            bot.say(channel.id(), next(channel.id()));
            written.remove(channel.id());
            waiting.remove(channel);
            bot.metrics().counter("announcements").increment();
        }
        if (!waiting.isEmpty()) {
            bot.schedule().after(PAUSE, this::speak);
        }
    }

    /** The text that a channel has not heard for the longest time. */
    private String next(ChannelId channel) {
        String key = NEXT + channel;
        int number = next.computeIfAbsent(
                        channel,
                        id -> bot.memory().get(key).map(Integer::valueOf).orElse(0))
                % messages.size();
        int following = (number + 1) % messages.size();
        next.put(channel, following);
        Set<String> keys = bot.memory().keys();
        if (keys.contains(key) || keys.size() < MOST_REMEMBERED) {
            bot.memory().put(key, Integer.toString(following), REMEMBERED);
        }
        return messages.get(number);
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
