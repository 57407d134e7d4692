package dev.chameleonbot.engine.resilience;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter: before attempt n + 1 a random time up to {@code first · 2ⁿ}, never above
 * {@code longest}, and never below a quarter of {@code first}, so that a lucky draw does not hammer.
 *
 * <p>Source of the formula: "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 *
 * @param first the upper bound of the first wait
 * @param longest the upper bound of all waits
 */
public record Backoff(Duration first, Duration longest) {
    /** One second to one minute: what all reconnects and retries use. */
    public static final Backoff STANDARD = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

    /** Half a minute to ten: for what was refused, and may be allowed later without anybody telling us. */
    public static final Backoff REFUSED = new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(10));

    /**
     * Draws a wait that is not longer than what it is for has lasted, so that nobody is away for much longer than that.
     *
     * @return from a quarter of that time to all of it, as far as the bounds of all waits allow
     */
    public Duration within(Duration lasted, RandomGenerator random) {
        long ceiling = Math.min(longest.toMillis(), Math.max(first.toMillis(), lasted.toMillis()));
        long floor = ceiling / 4;
        return Duration.ofMillis(floor + (long) (random.nextDouble() * (ceiling - floor)));
    }

    /**
     * Draws a wait.
     *
     * @param failures how many attempts have failed in a row, at least 1
     */
    public Duration delay(int failures, RandomGenerator random) {
        int doublings = Math.min(Math.max(failures, 1) - 1, 30);
        long ceiling = Math.min(longest.toMillis(), first.toMillis() << doublings);
        long floor = Math.min(first.toMillis() / 4, ceiling);
        return Duration.ofMillis(floor + (long) (random.nextDouble() * (ceiling - floor)));
    }
}
