package dev.chameleonbot.plugin.host;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/**
 * Limits how often a session's scheduled tasks run: all repeated ones together so many times a second, and single ones
 * as many more. The limit exists because one thread serves the alarms of all sessions.
 *
 * <p>Thread-safe; the lock guards all counts.
 */
final class RunRate {
    private static final long SECOND = 1_000_000_000;
    /** A task that runs less often costs as much as one of this period. */
    private static final Duration LONG = Duration.ofHours(1);

    private final int mostASecond;
    private final LongSupplier nanos;
    private final Mutex lock = new Mutex();
    private double repeated;
    private long windowBegan;
    private int counted;

    RunRate(int mostASecond, LongSupplier nanos) {
        this.mostASecond = mostASecond;
        this.nanos = nanos;
        this.windowBegan = nanos.getAsLong();
    }

    /** Counts a single task; throws if there were too many in this second. */
    void count() {
        lock.run(() -> {
            long now = nanos.getAsLong();
            if (now - windowBegan >= SECOND) {
                windowBegan = now;
                counted = 0;
            }
            if (counted >= mostASecond) {
                throw new RejectedExecutionException(
                        "A session may schedule at most " + mostASecond + " tasks a second, and has done so");
            }
            counted++;
        });
    }

    /** Reserves the runs of a repeated task; throws if the total is too high. */
    void reserve(Duration period) {
        lock.run(() -> {
            double all = repeated + runs(period);
            if (all > mostASecond * 1.000_001) {
                throw new RejectedExecutionException("The repeated tasks of a session may run at most " + mostASecond
                        + " times a second altogether; with this one it would be " + Math.round(all));
            }
            repeated = all;
        });
    }

    /** The repeated task has ended. */
    void giveBack(Duration period) {
        lock.run(() -> repeated = Math.max(0, repeated - runs(period)));
    }

    private static double runs(Duration period) {
        return (double) SECOND / (period.compareTo(LONG) < 0 ? period.toNanos() : LONG.toNanos());
    }
}
