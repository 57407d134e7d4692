package dev.chameleonbot.simulator.served;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts latencies in classes whose width is at most 1/64 of their value, so that percentiles are within 1.6 %, from
 * 1 µs to days, in constant space. The maximum is exact. Thread-safe.
 */
final class LatencyHistogram {
    private static final int SUB_BITS = 6;
    private static final int SUBS = 1 << SUB_BITS;
    private static final int MAX_BITS = 40;

    private final AtomicLongArray classes = new AtomicLongArray((MAX_BITS - SUB_BITS + 1) * SUBS);
    private final AtomicLong max = new AtomicLong();

    void add(long micros) {
        long value = Math.clamp(micros, 0, (1L << MAX_BITS) - 1);
        classes.incrementAndGet(index(value));
        if (value > max.get()) {
            max.accumulateAndGet(value, Math::max);
        }
    }

    /** The smallest class's upper end that at least the given share of the latencies does not exceed; 0 if there is none. */
    long percentile(double share) {
        long total = 0;
        for (int i = 0; i < classes.length(); i++) {
            total += classes.get(i);
        }
        long wanted = (long) Math.ceil(total * share);
        long seen = 0;
        for (int i = 0; i < classes.length() && total > 0; i++) {
            seen += classes.get(i);
            if (seen >= wanted) {
                return Math.min(upperEnd(i), max.get());
            }
        }
        return max.get();
    }

    long max() {
        return max.get();
    }

    private static int index(long value) {
        if (value < SUBS) {
            return (int) value;
        }
        int shift = 63 - Long.numberOfLeadingZeros(value) - SUB_BITS;
        return (shift + 1) * SUBS + (int) (value >>> shift) - SUBS;
    }

    private static long upperEnd(int index) {
        if (index < SUBS) {
            return index;
        }
        int shift = index / SUBS - 1;
        return ((long) (index % SUBS + SUBS + 1) << shift) - 1;
    }
}
