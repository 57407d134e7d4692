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
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The announcer at work for one account. */
final class AnnouncerSession implements BehaviourSession {
    private static final String NEXT = "next";
    private static final String GREETED = "greeted.";
    /** A stream that is older was under way when this session began, or nobody heard of it in time. */
    private static final Duration JUST_BEGUN = Duration.ofMinutes(10);

    private final Bot bot;
    private final List<String> messages;
    private final long afterMessages;
    private final Set<String> wanted;
    private final boolean onlyWhileLive;
    private final List<String> greetings;
    /** How many messages others have written since the last announcement, by channel. */
    private final Map<ChannelId, Long> written = new HashMap<>();

    /** The channels whose streams are live. */
    private final Set<ChannelId> streaming = new HashSet<>();

    private @Nullable Channels channels;
    private boolean live;

    AnnouncerSession(Bot bot) {
        this.bot = bot;
        this.messages = bot.settings().get(Announcer.MESSAGES);
        this.afterMessages = bot.settings().get(Announcer.AFTER_MESSAGES);
        this.wanted = bot.settings().get(Announcer.CHANNELS).stream()
                .map(name -> name.strip().replaceFirst("^#", "").toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        this.onlyWhileLive = bot.settings().get(Announcer.ONLY_WHILE_LIVE);
        this.greetings = bot.settings().get(Announcer.WHEN_STREAM_BEGINS);
        if (!greetings.isEmpty()) {
            bot.events().listen(BotEvent.StreamOnline.class, this::greet);
        }
        if (messages.isEmpty()) {
            return;
        }
        if (onlyWhileLive) {
            bot.events().listen(BotEvent.StreamOnline.class, event -> streaming.add(event.channel()));
            bot.events().listen(BotEvent.StreamOffline.class, event -> streaming.remove(event.channel()));
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

    /** Once for each stream, also over a restart. */
    private void greet(BotEvent.StreamOnline event) {
        String stream = event.startedAt().truncatedTo(ChronoUnit.SECONDS).toString();
        String key = GREETED + event.channel().value();
        boolean justBegun =
                event.startedAt().plus(JUST_BEGUN).isAfter(bot.clock().instant());
        if (!justBegun
                || !isWanted(event.channelLogin())
                || bot.memory().get(key).filter(stream::equals).isPresent()) {
            return;
        }
        bot.memory().put(key, stream, JUST_BEGUN);
        greetings.forEach(greeting -> bot.say(event.channel(), greeting));
    }

    private boolean isWanted(String login) {
        return wanted.isEmpty() || wanted.contains(login);
    }

    private boolean isDue(Channel channel) {
        return isWanted(channel.login())
                && (!onlyWhileLive || streaming.contains(channel.id()))
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
