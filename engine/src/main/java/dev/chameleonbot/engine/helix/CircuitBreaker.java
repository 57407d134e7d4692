package dev.chameleonbot.engine.helix;

import dev.chameleonbot.plugin.host.Mutex;
import java.time.Duration;
import java.util.Optional;

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

    private final Mutex lock = new Mutex();
    /** How many in a row; it is open from {@link #FAILURES} on. */
    private int failures;
    /** When a call may try, while it is open. */
    private long retry;
    /** Whether a call tries now. */
    private boolean halfOpen;

    /** Empty if a call may be made now, and will report its outcome; else how long to wait. */
    Optional<Duration> take(long now) {
        return lock.get(() -> {
            if (failures < FAILURES) {
                return Optional.empty();
            }
            if (halfOpen || now - retry < 0) {
                return Optional.of(Duration.ofNanos(Math.max(0, retry - now)));
            }
            halfOpen = true;
            return Optional.empty();
        });
    }

    /** The call was not made. */
    void giveBack() {
        lock.run(() -> halfOpen = false);
    }

    void succeeded() {
        lock.run(() -> {
            if (failures < FAILURES || halfOpen) {
                failures = 0;
                halfOpen = false;
            }
        });
    }

    void failed(long now) {
        lock.run(() -> {
            if (failures < FAILURES || halfOpen) {
                failures = Math.min(FAILURES, failures + 1);
                halfOpen = false;
                retry = now + OPEN_FOR.toNanos();
            }
        });
    }

    /** {@code closed}, {@code open} or {@code half-open}. */
    String state() {
        return lock.get(() -> failures < FAILURES ? "closed" : halfOpen ? "half-open" : "open");
    }
}
