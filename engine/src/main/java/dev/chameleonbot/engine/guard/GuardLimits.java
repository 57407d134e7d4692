package dev.chameleonbot.engine.guard;

import java.time.Duration;

/**
 * What a behaviour may take before it is held up.
 *
 * @param call how long one call may take; after that it is interrupted
 * @param grace how long an interrupted call may take to end; after that its session is quarantined
 * @param failuresInARow how many calls may fail one after the other before the session is paused
 * @param firstPause how long the first pause is; each one that follows a failed trial is twice as long
 * @param longestPause how long a pause is at most
 */
public record GuardLimits(
        Duration call, Duration grace, int failuresInARow, Duration firstPause, Duration longestPause) {
    /** What holds unless a test wants to see it sooner. */
    public static final GuardLimits STANDARD = new GuardLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(2), 5, Duration.ofSeconds(1), Duration.ofMinutes(5));

    /** After how long a call has ended, or was given up. */
    public Duration longestCall() {
        return call.plus(grace);
    }

    /**
     * How long a session is paused.
     *
     * @param trips how many times in a row it has been, this one included
     */
    public Duration pause(int trips) {
        int doublings = Math.min(trips - 1, 20);
        Duration pause = firstPause.multipliedBy(1L << doublings);
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
