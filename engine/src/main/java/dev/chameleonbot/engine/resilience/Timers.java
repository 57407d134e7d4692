package dev.chameleonbot.engine.resilience;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Time as the engine sees it: a monotonic clock for waits, a wall clock for what is shown or stored, alarms, and the jitter
 * that keeps waits apart. Thread-safe.
 */
public interface Timers extends InstantSource {

    /** Nanoseconds of the monotonic clock; only differences mean anything. */
    long nanos();

    /** The wall clock. */
    @Override
    Instant instant();

    /** Runs a task later, on a virtual thread of its own. */
    Alarm after(Duration delay, Runnable task);

    /** Waits. Blocks the calling virtual thread. */
    void sleep(Duration time) throws InterruptedException;

    /** The source of the jitter of waits. */
    RandomGenerator random();

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Alarm {
        /** Prevents the task from starting; does nothing once it has. */
        void cancel();
    }
}
