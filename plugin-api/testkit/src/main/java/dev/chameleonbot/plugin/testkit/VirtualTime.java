package dev.chameleonbot.plugin.testkit;

import dev.chameleonbot.plugin.api.Registration;
import dev.chameleonbot.plugin.host.Alarms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only when the test advances it, with the tasks that become due. */
final class VirtualTime implements InstantSource, Alarms {
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

    /** The time as a monotonic clock, which overflows after some centuries. */
    long nanos() {
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    @Override
    public Registration after(Duration delay, Runnable task) {
        turns.requireOwner();
        Alarm alarm = new Alarm(now.plus(delay), ++numbers, task);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    /** Lets time pass, from one task to the next; with zero, runs what is waiting and what is due now. */
    void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("Time does not go back: " + time);
        }
        Instant end = now.plus(time);
        turns.run();
        for (Alarm next = alarms.peek(); next != null && !next.due.isAfter(end); next = alarms.peek()) {
            alarms.remove(next);
            now = next.due;
            next.task.run();
            turns.run();
        }
        now = end;
        turns.rethrow();
    }

    private record Alarm(Instant due, long number, Runnable task) {}
}
