package dev.chameleonbot.announcer;

import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels;
import dev.chameleonbot.plugin.api.Channels.Channel;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.SayResult;
import dev.chameleonbot.plugin.api.ServiceListener;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
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
    private static final String GREETED = "greeted.";
    /** For how many channels the position in the texts survives a restart. */
    private static final int MOST_REMEMBERED = 250;

    /** A session may have at most a hundred unfinished messages. */
    private static final int MOST_AT_ONCE = 50;

    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration REMEMBERED = Duration.ofDays(90);
    /** An older stream was live before this session began, or was reported too late. */
    private static final Duration JUST_BEGUN = Duration.ofMinutes(10);

    private final Bot bot;
    private final List<String> messages;
    private final long afterMessages;
    private final Set<String> wanted;
    private final boolean onlyWhileLive;
    private final List<String> greetings;
    /** The configured channels that a warning has named. */
    private final Set<String> missing = new HashSet<>();
    /** How many messages others have written since the last announcement, by channel. */
    private final Map<ChannelId, Long> written = new HashMap<>();
    /** The channels with a due announcement, the longest due first. */
    private final Set<Channel> waiting = new LinkedHashSet<>();
    /** The number of the next text, by channel. */
    private final Map<ChannelId, Integer> next = new HashMap<>();

    /** The channels whose streams are live. */
    private final Set<ChannelId> streaming = new HashSet<>();

    private @Nullable Channels channels;
    private boolean live;

    AnnouncerSession(Bot bot) {
        this.bot = bot;
        this.messages = bot.settings().get(Announcer.MESSAGES);
        this.afterMessages = bot.settings().get(Announcer.AFTER_MESSAGES);
        this.wanted = bot.settings().get(Announcer.CHANNELS).stream()
                .map(Announcer::login)
                .collect(Collectors.toSet());
        this.onlyWhileLive = bot.settings().get(Announcer.ONLY_WHILE_LIVE);
        this.greetings = bot.settings().get(Announcer.WHEN_STREAM_BEGINS);
        if (messages.isEmpty() && greetings.isEmpty()) {
            bot.log()
                    .warn(
                            "No messages are configured for {}, so it announces nothing",
                            bot.account().login());
            return;
        }
        bot.services().track(Channels.class, new Following());
        bot.events().listen(BotEvent.Live.class, event -> live());
        bot.events().listen(BotEvent.Reconnecting.class, event -> live = false);
        if (!greetings.isEmpty()) {
            bot.events().listen(BotEvent.StreamOnline.class, this::greet);
        }
        if (!messages.isEmpty()) {
            if (onlyWhileLive) {
                bot.events().listen(BotEvent.StreamOnline.class, event -> streaming.add(event.channel()));
                bot.events().listen(BotEvent.StreamOffline.class, event -> streaming.remove(event.channel()));
            }
            bot.schedule().every(bot.settings().get(Announcer.EVERY), this::announce);
        }
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
                                    "{} does not listen in the channel {}, so it announces nothing there",
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
            bot.say(channel.id(), next(channel.id()), this::count);
            written.remove(channel.id());
            waiting.remove(channel);
        }
        if (!waiting.isEmpty()) {
            bot.schedule().after(PAUSE, this::speak);
        }
    }

    private void count(SayResult result) {
        bot.metrics()
                .counter(result instanceof SayResult.Sent ? "announcements" : "announcements.not_sent")
                .increment();
    }

    /** The text that the channel has not seen for the longest time. */
    private String next(ChannelId channel) {
        String key = NEXT + channel;
        int number = next.computeIfAbsent(
                        channel,
                        id -> bot.memory().get(key).map(Integer::valueOf).orElse(0))
                % messages.size();
        int following = (number + 1) % messages.size();
        next.put(channel, following);
        remember(key, Integer.toString(following), REMEMBERED);
        return messages.get(number);
    }

    private void remember(String key, String value, Duration keepFor) {
        Set<String> keys = bot.memory().keys();
        if (keys.contains(key) || keys.size() < MOST_REMEMBERED) {
            bot.memory().put(key, value, keepFor);
        }
    }

    /** Greets once for each stream, even across a restart. */
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
        remember(key, stream, JUST_BEGUN);
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

    /** Tracks the channels; without that service, announcements wait. */
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
