package dev.chameleonbot.engine.metrics;

import dev.chameleonbot.engine.model.Latency;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/** Measures how long something takes, from any thread, without a lock or memory. */
final class LatencyHistogram {
    /** From what a quick plugin needs up to the longest that a colour is waited for. */
    private static final long[] BOUNDS = LongStream.of(
                    100,
                    250,
                    500,
                    1_000,
                    2_500,
                    5_000,
                    10_000,
                    25_000,
                    50_000,
                    100_000,
                    250_000,
                    500_000,
                    1_000_000,
                    2_500_000,
                    5_000_000,
                    10_000_000,
                    30_000_000,
                    60_000_000,
                    600_000_000)
            .map(TimeUnit.MICROSECONDS::toNanos)
            .toArray();

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
