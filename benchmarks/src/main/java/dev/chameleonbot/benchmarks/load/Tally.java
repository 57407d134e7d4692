package dev.chameleonbot.benchmarks.load;

import dev.chameleonbot.simulator.ServedMessage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What is served of one load. Counts from when a message was due, not from when it was sent, so that a sender that had to
 * wait hides nothing. Messages that were due before the load began are not its own. Safe for all threads.
 */
final class Tally {
    private static final int DIGITS = 3;

    private final long begin;
    private final Histogram latencies = new ConcurrentHistogram(TimeUnit.HOURS.toMicros(1), DIGITS);
    private final Histogram lags = new ConcurrentHistogram(TimeUnit.HOURS.toMicros(1), DIGITS);
    private final LongAdder served = new LongAdder();

    /** A tally of what is due from that time of {@link System#nanoTime()} on. */
    Tally(long begin) {
        this.begin = begin;
    }

    /** Whether the message is one of this load; if so, it is counted. */
    boolean add(ServedMessage message) {
        if (message.dueNanos() - begin < 0) {
            return false;
        }
        served.increment();
        record(latencies, message.servedNanos() - message.dueNanos());
        record(lags, message.writtenNanos() - message.dueNanos());
        return true;
    }

    private static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.clamp(nanos / 1000, 0, histogram.getHighestTrackableValue()));
    }

    long served() {
        return served.sum();
    }

    double latencyMicros(double percentile) {
        return latencies.getValueAtPercentile(percentile);
    }

    double maxLatencyMicros() {
        return latencies.getMaxValue();
    }

    double lagMicros(double percentile) {
        return lags.getValueAtPercentile(percentile);
    }
}
