package dev.chameleonbot.engine.model;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A moment by which something must have ended.
 *
 * @param nanos the monotonic clock
 * @param end the moment, on that clock
 */
public record Deadline(LongSupplier nanos, long end) {
    /**
     * A moment that far from now.
     *
     * @param time how long from now
     * @param nanos the monotonic clock, such as {@link System#nanoTime}
     */
    public static Deadline in(Duration time, LongSupplier nanos) {
        return new Deadline(nanos, nanos.getAsLong() + time.toNanos());
    }

    /**
     * A moment that far from now, by the JVM's own clock.
     *
     * @param time how long from now
     */
    public static Deadline in(Duration time) {
        return in(time, System::nanoTime);
    }

    /** Whether no time is left. */
    public boolean hasPassed() {
        return end - nanos.getAsLong() <= 0;
    }

    /** How much time is left; never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - nanos.getAsLong()));
    }

    /**
     * Waits for a latch until the deadline.
     *
     * @param latch the latch
     * @return whether it has opened
     * @throws InterruptedException if the calling thread was interrupted
     */
    public boolean await(CountDownLatch latch) throws InterruptedException {
        return latch.await(left().toNanos(), TimeUnit.NANOSECONDS);
    }
}
