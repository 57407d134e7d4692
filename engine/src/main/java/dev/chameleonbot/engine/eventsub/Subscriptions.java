package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.engine.eventsub.SubscriptionRun.Wanted;
import dev.chameleonbot.engine.resilience.EndpointHealth.Leave;
import dev.chameleonbot.engine.resilience.LogLimit;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.plugin.api.ChannelId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One account's EventSub subscriptions: which are wanted, independent of the session, and the {@link SubscriptionRun} of
 * the current session. The end of a session, or a new one, ends the attempts for it.
 *
 * <p>{@code run} is replaced by the session's serial executor alone; the collections are concurrent.
 */
final class Subscriptions {
    /** Twitch forgets a session within a minute of its end; the last few are all that can matter. */
    private static final int EARLIER_SESSIONS = 8;

    final SubscriptionCalls calls;
    final Timers timers;
    final LogLimit limit;
    final Consumer<? super EventSubEvent> events;
    /** What is wanted; a run only reads it. */
    final Map<Topic, Wanted> wanted = new ConcurrentHashMap<>();

    /** The ids of sessions that are over; a run only reads it. */
    final Set<String> earlierSessions = ConcurrentHashMap.newKeySet();

    private final Set<String> left = ConcurrentHashMap.newKeySet();
    private volatile @Nullable SubscriptionRun run;

    Subscriptions(SubscriptionCalls calls, Timers timers, LogLimit limit, Consumer<? super EventSubEvent> events) {
        this.calls = calls;
        this.timers = timers;
        this.limit = limit;
        this.events = events;
    }

    private Optional<SubscriptionRun> run() {
        return Optional.ofNullable(run);
    }

    /** Wants one more, if it is not wanted already. */
    void add(Topic topic, String name) {
        if (wanted.putIfAbsent(topic, new Wanted(topic, name)) == null) {
            ofChat(topic).ifPresent(left::remove);
            run().ifPresent(now -> now.fork(topic));
        }
    }

    /** Wants one no longer, and deletes it on Twitch; false if it was not wanted. */
    boolean remove(Topic topic) {
        if (wanted.remove(topic) == null) {
            return false;
        }
        ofChat(topic).ifPresent(left::add);
        run().ifPresent(now -> now.forget(topic));
        return true;
    }

    private static Optional<String> ofChat(Topic topic) {
        return topic.isChat() ? topic.channel() : Optional.empty();
    }

    /** Whether a channel was left, so that what still comes from there is not for us. */
    boolean hasLeft(ChannelId channel) {
        return !left.isEmpty() && left.contains(channel.value());
    }

    /** Creates all that is wanted on a new session; the first attempt is made with the given leave. */
    void subscribe(int connection, String sessionId, Leave leave) {
        forgetSession();
        earlierSessions.remove(sessionId);
        SubscriptionRun fresh = new SubscriptionRun(this, connection, sessionId, leave);
        run = fresh;
        fresh.begin();
    }

    /** Ends all attempts for the current session: without its connection Twitch refuses every one. */
    void forgetSession() {
        run().ifPresent(before -> {
            run = null;
            if (earlierSessions.size() >= EARLIER_SESSIONS) {
                earlierSessions.clear();
            }
            earlierSessions.add(before.sessionId());
            before.close();
        });
    }

    /** The subscriptions have moved: what is still missing goes to the session's new connection. */
    void moved(int connection, String sessionId) {
        run().ifPresent(now -> now.moved(connection, sessionId));
    }

    /** A connection has ended: what was on it and has not moved can be reported now. */
    void ended(int connection) {
        run().ifPresent(now -> now.ended(connection));
    }

    /** Twitch has ended a subscription; says which, if it was one of ours. */
    Optional<Wanted> revoked(Frame.Revocation revocation) {
        return run().flatMap(now -> now.revoked(revocation)).map(wanted::get);
    }

    /** How many channels are heard. */
    int count() {
        return run().map(SubscriptionRun::count).orElse(0);
    }

    void close() {
        run().ifPresent(SubscriptionRun::close);
    }
}
