package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.Registration;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apiguardian.api.API;

/**
 * How much one session may ask for before that is answered; so what waits for its thread is limited, too. What is too much
 * is a {@link RejectedExecutionException}. Any thread may use it.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class SessionLimits {
    private static final int LONGEST_TEXT = 500;
    /** How many messages may wait for a session. */
    public static final int MOST_MESSAGES = 1_000;

    /** A result waits behind all messages that came before it, each of which may have led to another one. */
    private static final int MOST_RESULTS = 2 * MOST_MESSAGES;

    private static final int MOST_SAID = 100;
    private static final int MOST_TASKS = 1_000;
    private static final int MOST_RUNS_A_SECOND = 1_000;
    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(1);
    /** A clock that counts nanoseconds does not reach 300 years. */
    private static final Duration LONGEST_TIME = Duration.ofDays(36_500);

    private final Allowance results = new Allowance("changes of colour whose results wait", MOST_RESULTS);
    private final Allowance said = new Allowance("chat messages on their way", MOST_SAID);
    private final Allowance tasks = new Allowance("scheduled tasks that have not run", MOST_TASKS);
    private final RunRate rate;

    SessionLimits(LongSupplier nanos) {
        this.rate = new RunRate(MOST_RUNS_A_SECOND, nanos);
    }

    /** Wishes for a colour, each until the session was told what came of it. */
    public Allowance results() {
        return results;
    }

    /** Chat messages, each until the session was told what came of it. */
    public Allowance said() {
        return said;
    }

    /**
     * Makes room for a single task.
     *
     * @return gives it back, once it has run or is cancelled
     */
    public Registration task() {
        rate.count();
        tasks.take();
        return once(tasks::giveBack);
    }

    /**
     * Makes room for a repeated task.
     *
     * @param period the time between its runs
     * @return gives it back, once it is cancelled
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
     * Checks what is to be said.
     *
     * @param text the text
     * @throws IllegalArgumentException if Twitch would not take it
     */
    public static void requireSayable(String text) {
        if (text.isBlank() || text.codePointCount(0, text.length()) > LONGEST_TEXT) {
            throw new IllegalArgumentException("A chat message has 1 to " + LONGEST_TEXT + " characters");
        }
    }

    /**
     * A time that clocks can reckon with.
     *
     * @param time any time
     * @return the time, or a hundred years if it is longer, or none if it is negative
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
