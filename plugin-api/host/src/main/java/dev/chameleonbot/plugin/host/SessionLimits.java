package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.Registration;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apiguardian.api.API;

/**
 * The limits of one session's unanswered requests, which also limit what waits for its thread. Exceeding one is a
 * {@link RejectedExecutionException}. Thread-safe.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class SessionLimits {
    private static final int LONGEST_TEXT = 500;
    /** The largest number of messages that wait for a session. */
    public static final int MOST_MESSAGES = 1_000;

    /** A result waits behind all earlier messages, each of which may have caused another result. */
    private static final int MOST_RESULTS = 2 * MOST_MESSAGES;

    private static final int MOST_SAID = 100;
    private static final int MOST_TASKS = 1_000;
    private static final int MOST_RUNS_A_SECOND = 1_000;
    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(1);
    /** A clock in nanoseconds does not reach 300 years. */
    private static final Duration LONGEST_TIME = Duration.ofDays(36_500);

    private final Allowance results = new Allowance("changes of colour whose results wait", MOST_RESULTS);
    private final Allowance said = new Allowance("chat messages on their way", MOST_SAID);
    private final Allowance tasks = new Allowance("scheduled tasks that have not run", MOST_TASKS);
    private final RunRate rate;

    SessionLimits(LongSupplier nanos) {
        this.rate = new RunRate(MOST_RUNS_A_SECOND, nanos);
    }

    /** Colour requests, each until the session gets its result. */
    public Allowance results() {
        return results;
    }

    /** Chat messages, each until the session gets its result. */
    public Allowance said() {
        return said;
    }

    /**
     * Reserves a single task.
     *
     * @return releases it when closed, after it has run or is cancelled
     */
    public Registration task() {
        rate.count();
        tasks.take();
        return once(tasks::giveBack);
    }

    /**
     * Reserves a repeated task.
     *
     * @param period the time between its runs
     * @return releases it when closed, after it is cancelled
     * @throws IllegalArgumentException if the period is too short
     */
    public Registration task(Duration period) {
        if (period.compareTo(SHORTEST_PERIOD) < 0) {
            throw new IllegalArgumentException("A period is at least a millisecond, not " + period);
        }
        rate.reserve(period);
        try {
            tasks.take();
        } catch (RejectedExecutionException e) {
            rate.giveBack(period);
            throw e;
        }
        return once(() -> {
            tasks.giveBack();
            rate.giveBack(period);
        });
    }

    /**
     * Checks the text of a chat message.
     *
     * @param text the text
     * @throws IllegalArgumentException if Twitch would refuse it
     */
    public static void requireSayable(String text) {
        if (text.isBlank() || text.codePointCount(0, text.length()) > LONGEST_TEXT) {
            throw new IllegalArgumentException("A chat message has 1 to " + LONGEST_TEXT + " characters");
        }
    }

    /**
     * Limits a duration to what clocks can handle.
     *
     * @param time any duration
     * @return the duration, at most a hundred years, at least zero
     */
    public static Duration reckonable(Duration time) {
        if (time.isNegative()) {
            return Duration.ZERO;
        }
        return time.compareTo(LONGEST_TIME) < 0 ? time : LONGEST_TIME;
    }

    private static Registration once(Runnable giveBack) {
        AtomicBoolean given = new AtomicBoolean();
        return () -> {
            if (given.compareAndSet(false, true)) {
                giveBack.run();
            }
        };
    }
}
