package dev.chameleonbot.host.alerts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Virtual time, for one thread: a sleep lets it pass at once and is written down. */
final class ManualAlertClock implements AlertClock {
    final List<Duration> sleeps = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private long now;

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        Pending alarm = new Pending(now + delay.toNanos(), task);
        pending.add(alarm);
        return () -> pending.remove(alarm);
    }

    @Override
    public void sleep(Duration time) {
        sleeps.add(time);
        now += time.toNanos();
    }

    void advance(Duration time) {
        long end = now + time.toNanos();
        for (Optional<Pending> next = next(end); next.isPresent(); next = next(end)) {
            pending.remove(next.get());
            now = next.get().due;
            next.get().task.run();
        }
        now = end;
    }

    int alarms() {
        return pending.size();
    }

    private Optional<Pending> next(long end) {
        return pending.stream().filter(alarm -> alarm.due <= end).min(Comparator.comparingLong(alarm -> alarm.due));
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
