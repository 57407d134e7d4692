package dev.chameleonbot.engine.model;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;
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

    /** A moment before this one, for a step of several: it may use up half of the time that is left. */
    public Deadline half() {
        return in(left().dividedBy(2), nanos);
    }

    /** A moment before this one: what has not ended by itself then is cut off, in the quarter of the time that is left. */
    public Deadline patience() {
        return in(left().multipliedBy(3).dividedBy(4), nanos);
    }

    /**
     * Waits until something holds that a lock guards, or until the deadline.
     *
     * @param changed signalled where it may hold now; its lock is held
     * @param holds what to wait for
     * @return whether it holds
     * @throws InterruptedException if the calling thread was interrupted
     */
    public boolean await(Condition changed, BooleanSupplier holds) throws InterruptedException {
        long left = left().toNanos();
        while (!holds.getAsBoolean() && left > 0) {
            left = changed.awaitNanos(left);
        }
        return holds.getAsBoolean();
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
