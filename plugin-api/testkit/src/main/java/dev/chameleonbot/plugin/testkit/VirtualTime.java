package dev.chameleonbot.plugin.testkit;

import dev.chameleonbot.plugin.api.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** Time that passes when the test says so, and the tasks that are due in it. */
final class VirtualTime implements InstantSource, Schedule {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Turns turns;
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparing(Alarm::due).thenComparingLong(Alarm::number));
    private Instant now = START;
    private long numbers;

    VirtualTime(Turns turns) {
        this.turns = turns;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** The same as a monotonic clock has it, which begins anew after some centuries. */
    long nanos() {
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    @Override
    public Task after(Duration delay, Runnable task) {
        return start(delay, Optional.empty(), task);
    }

    @Override
    public Task every(Duration period, Runnable task) {
        return start(period, Optional.of(period), task);
    }

    /** Cancels all tasks. */
    void cancelAll() {
        List.copyOf(alarms).forEach(Alarm::close);
    }

    /** Lets time pass, from one task to the next; with no time at all, does what is waiting and what is due by now. */
    void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("Time does not go back: " + time);
        }
        Instant end = now.plus(time);
        turns.run();
        for (Alarm next = alarms.peek(); next != null && !next.due.isAfter(end); next = alarms.peek()) {
            alarms.remove(next);
            now = next.due;
            next.ring();
            turns.run();
        }
        now = end;
        turns.rethrow();
    }

    private Task start(Duration delay, Optional<Duration> period, Runnable task) {
        turns.requireOwner();
        Alarm alarm = new Alarm(now.plus(delay), ++numbers, period, task);
        alarms.add(alarm);
        return alarm;
    }

    private final class Alarm implements Task {
        private final Optional<Duration> period;
        private final Runnable task;
        private Instant due;
        private long number;
        private boolean closed;

        Alarm(Instant due, long number, Optional<Duration> period, Runnable task) {
            this.due = due;
            this.number = number;
            this.period = period;
            this.task = task;
        }

        Instant due() {
            return due;
        }

        long number() {
            return number;
        }

        /** Its time has come. */
        void ring() {
            turns.add(() -> {
                if (!closed) {
                    task.run();
                }
            });
            period.ifPresent(time -> {
                due = due.plus(time);
                number = ++numbers;
                alarms.add(this);
            });
        }

        @Override
        public void close() {
            closed = true;
            alarms.remove(this);
        }
    }
}
