package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.plugin.api.BotEvent.StreamOffline;
import dev.chameleonbot.plugin.api.BotEvent.StreamOnline;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels;
import dev.chameleonbot.plugin.api.Channels.Channel;
import dev.chameleonbot.plugin.host.AccountPlatform;
import dev.chameleonbot.plugin.host.Mutex;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the streams of an account's channels while one of its sessions listens to events of them: subscribes to what is
 * listened to, and nothing else. Because Twitch reports changes only, and lets an account follow few channels, it is asked
 * besides how things stand: when there is a new subscription, and every few minutes.
 *
 * <p>Thread-safe. The lock guards {@code followed} and {@code looksRegularly}, and keeps its changes in order with the session's;
 * nothing under it blocks. While nobody listens there is no alarm and no thread.
 */
public final class StreamWatch {
    private static final Logger log = LoggerFactory.getLogger(StreamWatch.class);
    /** A plugin that is updated ends one session and opens the next: that is no reason to subscribe again. */
    static final Duration LINGER = Duration.ofSeconds(5);
    /** So that what is subscribed to at about the same time leads to one question. */
    static final Duration GATHER = Duration.ofSeconds(1);

    static final Duration BETWEEN_LOOKS = Duration.ofMinutes(5);

    private final String login;
    private final AccountPlatform platform;
    private final Channels channels;
    private final BiConsumer<? super Topic, ? super String> subscribe;
    private final Consumer<? super Topic> unsubscribe;
    private final Directory directory;
    private final InstantSource clock;
    private final AlarmSet alarms;
    private final Executor threads;
    private final Consumer<? super AccountEvent> events;
    private final Mutex lock = new Mutex();
    private final AtomicBoolean lookIsDue = new AtomicBoolean();
    private boolean looksRegularly;
    private volatile Set<Followed> followed = Set.of();
    private volatile String toldReason = "";

    /** Knows which of some channels are live, and since when. Blocks; the answer may be some minutes old. */
    @FunctionalInterface
    interface Directory {
        Map<ChannelId, Instant> live(Collection<Channel> channels) throws LoginNeededException, InterruptedException;
    }

    /** One of the two events of one channel's stream. */
    private record Followed(Channel channel, boolean beginning) {
        Topic topic() {
            return beginning ? Topic.streamOnline(channel.id()) : Topic.streamOffline(channel.id());
        }
    }

    /**
     * Follows nothing yet.
     *
     * @param platform knows what sessions listen to, and tells them
     * @param subscribe wants to hear something of the named channel's; returns at once
     * @param threads where it may block
     */
    StreamWatch(
            String login,
            AccountPlatform platform,
            Channels channels,
            BiConsumer<? super Topic, ? super String> subscribe,
            Consumer<? super Topic> unsubscribe,
            Directory directory,
            InstantSource clock,
            AlarmSet alarms,
            Executor threads,
            Consumer<? super AccountEvent> events) {
        this.login = login;
        this.platform = platform;
        this.channels = channels;
        this.subscribe = subscribe;
        this.unsubscribe = unsubscribe;
        this.directory = directory;
        this.clock = clock;
        this.alarms = alarms;
        this.threads = threads;
        this.events = events;
    }

    /** The account has joined or left channels. */
    public void channelsChanged() {
        follow();
        unfollow();
    }

    /** Sessions have begun or ended to listen. */
    public void interestChanged() {
        follow();
        if (!wanted().containsAll(followed)) {
            alarms.after(LINGER, this::unfollow);
        }
    }

    private Set<Followed> wanted() {
        Set<Followed> wanted = new HashSet<>();
        if (platform.isAwaited(StreamOnline.class)) {
            channels.all().forEach(channel -> wanted.add(new Followed(channel, true)));
        }
        if (platform.isAwaited(StreamOffline.class)) {
            channels.all().forEach(channel -> wanted.add(new Followed(channel, false)));
        }
        return wanted;
    }

    private void follow() {
        lock.run(() -> {
            Set<Followed> more = wanted();
            more.removeAll(followed);
            if (more.isEmpty()) {
                return;
            }
            more.forEach(one -> subscribe.accept(one.topic(), one.channel().login()));
            more.addAll(followed);
            followed = Set.copyOf(more);
            lookSoon();
            if (!looksRegularly) {
                looksRegularly = true;
                alarms.after(BETWEEN_LOOKS, this::lookRegularly);
            }
        });
    }

    private void unfollow() {
        lock.run(() -> {
            Set<Followed> before = followed;
            Set<Followed> left = wanted();
            left.retainAll(before);
            followed = Set.copyOf(left);
            before.stream().filter(one -> !left.contains(one)).forEach(one -> {
                unsubscribe.accept(one.topic());
                if (!isFollowed(one.channel().id())) {
                    platform.forgetStream(one.channel().id());
                }
            });
        });
    }

    private boolean isFollowed(ChannelId channel) {
        return followed.stream().anyMatch(one -> one.channel().id().equals(channel));
    }

    /** A stream has begun, perhaps reported before; of the thread that reads the socket. */
    void onOnline(ChannelId channel, String login, Instant startedAt) {
        platform.happened(new StreamOnline(clock.instant(), channel, login, startedAt));
    }

    /** A stream has ended, perhaps reported before; of the thread that reads the socket. */
    void onOffline(ChannelId channel, String login) {
        platform.happened(new StreamOffline(clock.instant(), channel, login));
    }

    /** What is refused for one reason is refused for many channels, again and again: it is reported once. */
    void onRefused(String channel, String reason) {
        if (!reason.equals(toldReason)) {
            toldReason = reason;
            String problem = "Twitch does not tell of the stream of #" + channel + ": " + reason;
            log.warn(
                    "{}: {}. An account may follow few streams of channels that have not authorised its application;"
                        + " plugins hear of this one, and of others that are refused like it, some minutes late. Chat"
                        + " is heard as before.",
                    login,
                    problem);
            events.accept(new AccountEvent.Mishap(Kind.STREAM, channel, problem));
        }
    }

    /** Of a new subscription, too: something may have happened before, also where an earlier session had one. */
    void lookSoon() {
        if (lookIsDue.compareAndSet(false, true)) {
            alarms.after(GATHER, () -> {
                lookIsDue.set(false);
                threads.execute(this::look);
            });
        }
    }

    private void lookRegularly() {
        // Under the lock, so that a thread that follows something at this moment is seen, or starts again.
        boolean goesOn = lock.get(() -> looksRegularly = !followed.isEmpty());
        if (goesOn) {
            threads.execute(this::look);
            alarms.after(BETWEEN_LOOKS, this::lookRegularly);
        }
    }

    /** Asks who is live, and reports what is not reported yet. */
    private void look() {
        Map<ChannelId, StreamOnline> before =
                platform.liveStreams().stream().collect(Collectors.toMap(StreamOnline::channel, stream -> stream));
        Set<Channel> asked = new HashSet<>();
        followed.forEach(one -> asked.add(one.channel()));
        try {
            Map<ChannelId, Instant> live = directory.live(asked);
            for (Channel channel : asked) {
                Instant startedAt = live.get(channel.id());
                StreamOnline known = before.get(channel.id());
                if (!isFollowed(channel.id())) {
                    log.debug("#{} was left meanwhile", channel.login());
                } else if (startedAt != null) {
                    onOnline(channel.id(), channel.login(), startedAt);
                } else if (known != null && isOver(known)) {
                    onOffline(channel.id(), channel.login());
                }
            }
        } catch (RemoteException | LoginNeededException e) {
            log.debug("Who is live could not be asked: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A stream that has just begun may be missing in Twitch's answer, which comes out of a cache. */
    private boolean isOver(StreamOnline known) {
        Collection<StreamOnline> now = platform.liveStreams();
        return now.contains(known) && known.at().plus(BETWEEN_LOOKS).compareTo(clock.instant()) <= 0;
    }
}
