package dev.chameleonbot.engine.resilience;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time: nothing happens until a test lets time pass, which one thread does. As no wait takes time, what waits for
 * ever fails here.
 */
public final class ManualTimers implements Timers {
    private static final Instant START = Instant.parse("2026-02-01T12:00:00Z");

    /** More waits than any test has. */
    private static final int MOST_SLEEPS = 100_000;
    /** More alarms of one moment than any test has. */
    private static final int MOST_AT_ONCE = 100_000;

    private final AtomicInteger sleeps = new AtomicInteger();
    private final List<Pending> pending = new CopyOnWriteArrayList<>();
    private volatile long now;
    private volatile RandomGenerator random;
    private Duration off = Duration.ZERO;

    /** Draws the shortest waits. */
    public ManualTimers() {
        this(() -> 0);
    }

    /** Draws waits from a source. */
    public ManualTimers(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Instant instant() {
        return START.plus(off).plusNanos(now);
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        Pending alarm = new Pending(now + delay.toNanos(), task);
        pending.add(alarm);
        return () -> pending.remove(alarm);
    }

    /** Lets the time pass that somebody wants to wait for. */
    @Override
    public void sleep(Duration time) {
        if (sleeps.incrementAndGet() > MOST_SLEEPS) {
            throw new AssertionError("Somebody waits again and again, for ever");
        }
        advance(time);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    /** Draws waits from another source from now on. */
    public void draw(RandomGenerator other) {
        random = other;
    }

    /** Lets time pass; what becomes due runs in the order of its times. */
    public void advance(Duration time) {
        long end = now + time.toNanos();
        int atOnce = 0;
        for (Pending next = next(end); next != null; next = next(end)) {
            pending.remove(next);
            atOnce = next.due > now ? 0 : atOnce + 1;
            if (atOnce > MOST_AT_ONCE) {
                throw new AssertionError("Alarms set one another, and no time passes");
            }
            now = Math.max(now, next.due);
            next.task.run();
        }
        now = end;
    }

    /** Sets the wall clock, as somebody may do with a machine's; time does not pass by it. */
    public void jump(Duration by) {
        off = off.plus(by);
    }

    /** How many alarms are set. */
    public int alarms() {
        return pending.size();
    }

    private @Nullable Pending next(long end) {
        return pending.stream()
                .filter(alarm -> alarm.due <= end)
                .min(Comparator.comparingLong(alarm -> alarm.due))
                .orElse(null);
    }

    /** Not a record: two alarms of the same time are two. */
    private static final class Pending {
        private final long due;
        private final Runnable task;

        Pending(long due, Runnable task) {
            this.due = due;
            this.task = task;
        }
    }
}
