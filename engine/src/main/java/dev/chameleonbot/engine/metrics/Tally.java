package dev.chameleonbot.engine.metrics;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts things of a few kinds, from any thread, without a lock or memory.
 *
 * @param <E> the kinds
 */
final class Tally<E extends Enum<E>> {
    /** Of all kinds; only read after it was filled. */
    private final Map<E, LongAdder> counts;

    Tally(Class<E> kinds) {
        counts = new EnumMap<>(kinds);
        EnumSet.allOf(kinds).forEach(kind -> counts.put(kind, new LongAdder()));
    }

    void count(E kind) {
        Objects.requireNonNull(counts.get(kind)).increment();
    }

    /** How many of each kind there were, by what it calls itself in lower case; those too that have not been there. */
    SortedMap<String, Long> now() {
        SortedMap<String, Long> now = new TreeMap<>();
        counts.forEach((kind, count) -> now.put(kind.toString().toLowerCase(Locale.ROOT), count.sum()));
        return now;
    }
}
