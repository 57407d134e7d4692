package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.BotEvent.StreamOffline;
import dev.chameleonbot.plugin.api.BotEvent.StreamOnline;
import dev.chameleonbot.plugin.api.ChannelId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The known streams of one account's channels. It reports each beginning and each end once, because Twitch may send
 * either twice, and may answer requests from a cache. Not thread-safe.
 */
final class StreamTracker {
    /** Ends within this time are the same end: a stream between them would have been reported. */
    private static final Duration SAME_END = Duration.ofMinutes(1);

    private final Map<ChannelId, StreamOnline> begun = new LinkedHashMap<>(0);
    private final Map<ChannelId, StreamOffline> ended = new HashMap<>(0);

    /** Records a live stream; false if it is known or already over. */
    boolean begins(StreamOnline event) {
        StreamOnline latest = begun.get(event.channel());
        if (latest != null && !isLater(event, latest)) {
            return false;
        }
        begun.put(event.channel(), event);
        ended.remove(event.channel());
        return true;
    }

    /** Twitch reports the start of a stream with fractions of a second in some places and without them in others. */
    private boolean isLater(StreamOnline event, StreamOnline latest) {
        return ended.containsKey(event.channel())
                ? event.startedAt().isAfter(latest.startedAt())
                : second(event.startedAt()).isAfter(second(latest.startedAt()));
    }

    private static Instant second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Records the end of a stream; false if it is known. */
    boolean ends(StreamOffline event) {
        StreamOffline before = ended.get(event.channel());
        if (before != null && Duration.between(before.at(), event.at()).compareTo(SAME_END) < 0) {
            return false;
        }
        ended.put(event.channel(), event);
        return true;
    }

    /** The streams that have begun and not ended, in the order of their reports. */
    Collection<StreamOnline> live() {
        if (begun.isEmpty()) {
            return List.of();
        }
        return begun.values().stream()
                .filter(event -> !ended.containsKey(event.channel()))
                .toList();
    }

    void forget(ChannelId channel) {
        begun.remove(channel);
        ended.remove(channel);
    }
}
