package dev.chameleonbot.engine.metrics;

import dev.chameleonbot.engine.model.Latency;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Measures how long something takes, from any thread, without a lock or memory. */
final class LatencyHistogram {
    /** From what a quick plugin needs up to the longest that a colour is waited for; in nanoseconds. */
    private static final long[] BOUNDS = {
        100_000L,
        250_000L,
        500_000L,
        1_000_000L,
        2_500_000L,
        5_000_000L,
        10_000_000L,
        25_000_000L,
        50_000_000L,
        100_000_000L,
        250_000_000L,
        500_000_000L,
        1_000_000_000L,
        2_500_000_000L,
        5_000_000_000L,
        10_000_000_000L,
        30_000_000_000L,
        60_000_000_000L,
        600_000_000_000L
    };

    /** One for each bound, and one for what is beyond them. */
    private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];

    private final LongAdder sum = new LongAdder();

    LatencyHistogram() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    void measured(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        sum.add(nanos);
    }

    Latency now() {
        SortedMap<Duration, Long> buckets = new TreeMap<>();
        long count = 0;
        for (int i = 0; i < BOUNDS.length; i++) {
            count += counts[i].sum();
            buckets.put(Duration.ofNanos(BOUNDS[i]), count);
        }
        return new Latency(buckets, count + counts[BOUNDS.length].sum(), Duration.ofNanos(sum.sum()));
    }
}
