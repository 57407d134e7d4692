package dev.chameleonbot.simulator.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.simulator.account.Account;
import dev.chameleonbot.simulator.eventsub.Delivery;
import dev.chameleonbot.simulator.eventsub.Subscription;
import dev.chameleonbot.simulator.eventsub.Subscriptions;
import dev.chameleonbot.simulator.http.Json;
import dev.chameleonbot.simulator.time.Timestamps;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Begins and ends streams, and tells the subscriptions that want to know. Thread-safe. */
public final class Streams {
    /** The type that reports the beginning of a stream. */
    public static final String ONLINE = "stream.online";

    /** The type that reports its end. */
    public static final String OFFLINE = "stream.offline";

    private static final long FIRST_ID = 40_000_000_001L;

    private final Subscriptions subscriptions;
    private final Delivery delivery;
    private final Map<String, Live> live = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong(FIRST_ID);

    /**
     * A stream that is live.
     *
     * @param id its id
     * @param startedAt when it began
     */
    public record Live(String id, Instant startedAt) {}

    /** Nobody is live yet. */
    public Streams(Subscriptions subscriptions, Delivery delivery) {
        this.subscriptions = subscriptions;
        this.delivery = delivery;
    }

    /** Begins a channel's stream; false if one is live. */
    public boolean begin(Account channel) {
        Live fresh = new Live(Long.toString(ids.getAndIncrement()), Instant.now());
        if (live.putIfAbsent(channel.id(), fresh) != null) {
            return false;
        }
        ObjectNode event = Json.object().put("id", fresh.id());
        putChannel(event, channel);
        event.put("type", "live").put("started_at", Timestamps.format(fresh.startedAt()));
        tell(ONLINE, channel, event);
        return true;
    }

    /** Ends a channel's stream; false if none is live. */
    public boolean end(Account channel) {
        if (live.remove(channel.id()) == null) {
            return false;
        }
        ObjectNode event = Json.object();
        putChannel(event, channel);
        tell(OFFLINE, channel, event);
        return true;
    }

    /** The channel's stream, if it is live. */
    public Optional<Live> of(Account channel) {
        return Optional.ofNullable(live.get(channel.id()));
    }

    private static void putChannel(ObjectNode event, Account channel) {
        event.put("broadcaster_user_id", channel.id())
                .put("broadcaster_user_login", channel.login())
                .put("broadcaster_user_name", channel.displayName());
    }

    private void tell(String type, Account channel, ObjectNode event) {
        byte[] json = Json.bytes(event);
        for (Subscription subscription : subscriptions.to(type, channel.id())) {
            delivery.send(subscription, json, () -> {});
        }
    }
}
