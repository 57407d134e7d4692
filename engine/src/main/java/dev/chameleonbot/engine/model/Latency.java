package dev.chameleonbot.engine.model;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A histogram of durations with fixed bounds.
 *
 * @param buckets the number of durations up to each bound, including those of the lower bounds
 * @param count the number of durations
 * @param sum the sum of all durations
 */
public record Latency(SortedMap<Duration, Long> buckets, long count, Duration sum) {
    /** Copies the map. */
    public Latency {
        buckets = Collections.unmodifiableSortedMap(new TreeMap<>(buckets));
    }
}
