package dev.chameleonbot.engine.model;

import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long something has taken, as a histogram with fixed bounds.
 *
 * @param buckets how often it has taken no longer than each bound; so each count has those of the lower bounds in it
 * @param count how often it was measured
 * @param sum how long all of that has taken together
 */
public record Latency(SortedMap<Duration, Long> buckets, long count, Duration sum) {
    /** Checks that nothing is missing and copies the map. */
    public Latency {
        buckets = Collections.unmodifiableSortedMap(new TreeMap<>(buckets));
        Objects.requireNonNull(sum, "sum");
    }
}
