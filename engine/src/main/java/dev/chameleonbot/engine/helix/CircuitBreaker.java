package dev.chameleonbot.engine.helix;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds calls back while the server fails: five failures in a row open it for five seconds. Then one call at a time tries
 * whether the server answers; a success closes it, and a failure opens it again. Of calls that were let in before it opened,
 * no outcome counts until then.
 *
 * <p>Times are those of the monotonic clock, in nanoseconds. The lock guards the fields; nothing else happens under it, and it
 * is not held during a call.
 */
final class CircuitBreaker {
    static final int FAILURES = 5;
    static final Duration OPEN_FOR = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    /** How many in a row; it is open from {@link #FAILURES} on. */
    private int failures;
    /** When a call may try, while it is open. */
    private long retry;
    /** Whether a call tries now. */
    private boolean halfOpen;

    /** Empty if a call may be made now, and will report its outcome; else how long to wait. */
    Optional<Duration> take(long now) {
        lock.lock();
        try {
            if (failures < FAILURES) {
                return Optional.empty();
            }
            if (halfOpen || now - retry < 0) {
                return Optional.of(Duration.ofNanos(Math.max(0, retry - now)));
            }
            halfOpen = true;
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** The call was not made. */
    void giveBack() {
        lock.lock();
        try {
            halfOpen = false;
        } finally {
            lock.unlock();
        }
    }

    void succeeded() {
        lock.lock();
        try {
            if (failures < FAILURES || halfOpen) {
                failures = 0;
                halfOpen = false;
            }
        } finally {
            lock.unlock();
        }
    }

    void failed(long now) {
        lock.lock();
        try {
            if (failures < FAILURES || halfOpen) {
                failures = Math.min(FAILURES, failures + 1);
                halfOpen = false;
                retry = now + OPEN_FOR.toNanos();
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@code closed}, {@code open} or {@code half-open}. */
    String state() {
        lock.lock();
        try {
            return failures < FAILURES ? "closed" : halfOpen ? "half-open" : "open";
        } finally {
            lock.unlock();
        }
    }
}
