package dev.chameleonbot.engine.helix;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What an account may still ask of Helix: a mirror of Twitch's token bucket for its client id and user, fed by the
 * {@code Ratelimit-*} headers of every answer. Each operation is O(1).
 *
 * <p>Source: Twitch's "API Rate Limits". The lock guards the fields; nothing else happens under it.
 */
public final class RateBudget {
    /** A server's clock that is off must not stop an account for longer than a bucket takes to fill. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final ReentrantLock lock = new ReentrantLock();
    private int remaining = Integer.MAX_VALUE;
    private @Nullable Instant reset;

    /**
     * Takes one request from the budget.
     *
     * @param now the wall clock
     * @return empty if it may be sent, else when to try again
     */
    public Optional<Instant> take(Instant now) {
        lock.lock();
        try {
            if (reset != null && !now.isBefore(reset)) {
                remaining = Integer.MAX_VALUE;
                reset = null;
            }
            if (remaining <= 0 && reset != null) {
                return Optional.of(reset);
            }
            remaining--;
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes over what an answer says. Answers overtake one another, so within one period the lower number counts.
     *
     * @param left {@code Ratelimit-Remaining}
     * @param until {@code Ratelimit-Reset}
     * @param now the wall clock
     */
    public void observe(int left, Instant until, Instant now) {
        Instant bounded = bounded(until, now);
        lock.lock();
        try {
            boolean samePeriod = reset != null && !bounded.isAfter(reset);
            remaining = samePeriod ? Math.min(remaining, left) : left;
            reset = bounded;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes note of a 429: nothing may be sent until the bucket is full again.
     *
     * @param until {@code Ratelimit-Reset}, null if the answer had none
     * @param now the wall clock
     * @return when to try again
     */
    public Instant exhausted(@Nullable Instant until, Instant now) {
        Instant bounded = bounded(until == null ? now.plusSeconds(1) : until, now);
        lock.lock();
        try {
            remaining = 0;
            reset = bounded;
        } finally {
            lock.unlock();
        }
        return bounded;
    }

    private static Instant bounded(Instant until, Instant now) {
        Instant latest = now.plus(LONGEST_WAIT);
        return until.isAfter(latest) ? latest : until;
    }
}
