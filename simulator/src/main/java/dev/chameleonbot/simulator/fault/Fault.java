package dev.chameleonbot.simulator.fault;

import java.time.Duration;

/**
 * An injected fault. Not for implementation. Thread-safe.
 *
 * <p>It strikes at once or on the next occasions. It is over when it has struck as often as requested, when its time
 * has passed, or when it is closed.
 */
public interface Fault extends AutoCloseable {
    /** Its number within this simulator. */
    int id();

    /** What it does, for people. */
    String description();

    /** How often it has struck: sockets, calls or frames that were hit. */
    long hits();

    /** Whether it will not strike again and its effects on sockets are undone as far as possible. */
    boolean over();

    /**
     * Waits until it has struck that often.
     *
     * @return whether it did in time
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
