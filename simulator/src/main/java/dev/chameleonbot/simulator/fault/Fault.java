package dev.chameleonbot.simulator.fault;

import java.time.Duration;

/**
 * A fault that was ordered. Not for implementation. Safe for all threads.
 *
 * <p>It strikes at once or at its next occasions, and is over when it has struck as often as ordered, when its time has
 * passed, or when it is closed.
 */
public interface Fault extends AutoCloseable {
    /** Its number within this simulator. */
    int id();

    /** What it does, for people. */
    String description();

    /** How often it has struck: sockets, calls or frames that were hit. */
    long hits();

    /** Whether it will not strike again, and what it did to sockets is undone as far as that is possible. */
    boolean over();

    /**
     * Waits until it has struck so often.
     *
     * @return whether it had in time
     * @throws InterruptedException if the waiting thread is interrupted
     */
    boolean awaitHits(long hits, Duration atMost) throws InterruptedException;

    /**
     * Waits until it is over.
     *
     * @return whether it was in time
     * @throws InterruptedException if the waiting thread is interrupted
     */
    boolean awaitOver(Duration atMost) throws InterruptedException;

    /** Ends it. Idempotent. */
    @Override
    void close();
}
