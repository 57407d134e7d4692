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
 * What is known of the streams of one account's channels, so that each beginning and each end is told once: Twitch may
 * send either twice, and what it is asked for it may answer from memory. Not for several threads.
 */
final class StreamTracker {
    /** Ends that are so near to each other are one: a stream between them would have been told of. */
    private static final Duration SAME_END = Duration.ofMinutes(1);

    private final Map<ChannelId, StreamOnline> begun = new LinkedHashMap<>(0);
    private final Map<ChannelId, StreamOffline> ended = new HashMap<>(0);

    /** Takes note of a stream that is live; false if that is known, or over already. */
    boolean begins(StreamOnline event) {
        StreamOnline latest = begun.get(event.channel());
        if (latest != null && !isLater(event, latest)) {
            return false;
        }
        begun.put(event.channel(), event);
        ended.remove(event.channel());
        return true;
    }

    /** Twitch says when a stream began with fractions of a second in some places, and without them in others. */
    private boolean isLater(StreamOnline event, StreamOnline latest) {
        return ended.containsKey(event.channel())
                ? event.startedAt().isAfter(latest.startedAt())
                : second(event.startedAt()).isAfter(second(latest.startedAt()));
    }

    private static Instant second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Takes note of the end of a stream; false if that is known. */
    boolean ends(StreamOffline event) {
        StreamOffline before = ended.get(event.channel());
        if (before != null && Duration.between(before.at(), event.at()).compareTo(SAME_END) < 0) {
            return false;
        }
        ended.put(event.channel(), event);
        return true;
    }

    /** The streams that have begun and not ended, in the order in which they were told of. */
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
