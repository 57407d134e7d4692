package dev.chameleonbot.engine.helix;

import dev.chameleonbot.plugin.host.Mutex;
import java.time.Duration;
import java.util.Optional;

/**
 * What an account may still ask of Helix: a mirror of Twitch's token bucket for its client id and user, fed by the
 * {@code Ratelimit-*} headers of every answer. Each operation is O(1).
 *
 * <p>Times are those of the monotonic clock, in nanoseconds: a jump of the wall clock changes nothing. The lock guards the
 * fields; nothing else happens under it.
 *
 * <p>Source: Twitch's "API Rate Limits".
 */
public final class RateBudget {
    private static final int UNKNOWN = Integer.MAX_VALUE;

    private final Mutex lock = new Mutex();
    private int remaining = UNKNOWN;
    /** When the bucket is full again; means nothing while {@code remaining} is unknown. */
    private long reset;

    /**
     * Takes one request from the budget.
     *
     * @return empty if it may be sent, else how long to wait
     */
    public Optional<Duration> take(long now) {
        return lock.get(() -> {
            if (remaining == UNKNOWN || now - reset >= 0) {
                remaining = UNKNOWN;
            } else if (remaining <= 0) {
                return Optional.of(Duration.ofNanos(reset - now));
            } else {
                remaining--;
            }
            return Optional.empty();
        });
    }

    /**
     * Takes over what an answer says. Answers overtake one another, so within one period the lower number counts.
     *
     * @param left {@code Ratelimit-Remaining}
     * @param untilReset how long until {@code Ratelimit-Reset}
     */
    public void observe(int left, Duration untilReset, long now) {
        long end = now + untilReset.toNanos();
        lock.run(() -> {
            boolean samePeriod = remaining != UNKNOWN && end - reset <= 0;
            remaining = samePeriod ? Math.min(remaining, left) : left;
            reset = end;
        });
    }

    /** Takes note of a 429: nothing may be sent for a while. */
    public void exhausted(Duration wait, long now) {
        lock.run(() -> {
            remaining = 0;
            reset = now + wait.toNanos();
        });
    }

    /**
     * How long to wait before the next request.
     *
     * @return the wait; zero if one may be sent now
     */
    public Duration untilFree(long now) {
        return lock.get(() -> {
            boolean usedUp = remaining <= 0 && now - reset < 0;
            return usedUp ? Duration.ofNanos(reset - now) : Duration.ZERO;
        });
    }

    /**
     * How many requests are left, as far as is known.
     *
     * @return the number; empty before the first answer and after a reset
     */
    public Optional<Integer> remaining(long now) {
        return lock.get(() -> remaining == UNKNOWN || now - reset >= 0 ? Optional.empty() : Optional.of(remaining));
    }
}
