package dev.chameleonbot.engine.resilience;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Another clock's time, for tests that change one thing of it. */
public abstract class ForwardingTimers implements Timers {
    private final Timers clock;

    /**
     * Passes everything on.
     *
     * @param clock to whom
     */
    protected ForwardingTimers(Timers clock) {
        this.clock = clock;
    }

    /** A clock whose waits are the shortest that may be drawn. */
    public static Timers withoutJitter(Timers clock) {
        return new ForwardingTimers(clock) {
            @Override
            public RandomGenerator random() {
                return () -> 0;
            }
        };
    }

    @Override
    public long nanos() {
        return clock.nanos();
    }

    @Override
    public final Instant instant() {
        return clock.instant();
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        return clock.after(delay, task);
    }

    @Override
    public RandomGenerator random() {
        return clock.random();
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        clock.sleep(time);
    }
}
