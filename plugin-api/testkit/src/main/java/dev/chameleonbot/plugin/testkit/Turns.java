package dev.chameleonbot.plugin.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What the session is still to be called with. A turn that is asked for during another one comes after it, never
 * within.
 *
 * <p>Confined to the thread that created it: a test that let a second thread in would not be repeatable.
 */
final class Turns {
    /** So many turns without an end are a loop. */
    static final int RESTLESS = 100_000;

    private final Thread owner = Thread.currentThread();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<Throwable> thrown = new ArrayList<>();
    private boolean running;

    void add(Runnable turn) {
        requireOwner();
        waiting.add(turn);
    }

    /** Drops what is waiting. */
    void clear() {
        waiting.clear();
    }

    /** Takes turns until none is waiting. One that throws does not keep the next one from its turn. */
    void run() {
        requireOutside();
        running = true;
        try {
            int taken = 0;
            for (Runnable turn = waiting.poll(); turn != null; turn = waiting.poll()) {
                requireRest(++taken);
                take(turn);
            }
        } finally {
            running = false;
        }
    }

    private void take(Runnable turn) {
        try {
            turn.run();
        } catch (RuntimeException | Error e) {
            thrown.add(e);
        }
    }

    /** Throws what turns have thrown since the last time: the first of it, with the rest suppressed. */
    void rethrow() {
        if (thrown.isEmpty()) {
            return;
        }
        Throwable first = thrown.removeFirst();
        thrown.stream().filter(later -> !later.equals(first)).forEach(first::addSuppressed);
        thrown.clear();
        if (first instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) first;
    }

    private void requireRest(int taken) {
        if (taken > RESTLESS) {
            waiting.clear();
            throw new IllegalStateException("The behaviour comes to no rest: " + RESTLESS + " calls at one time");
        }
    }

    void requireOutside() {
        requireOwner();
        if (running) {
            throw new IllegalStateException("The behaviour calls its own testkit; only the test may");
        }
    }

    void requireOwner() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("A testkit belongs to the thread that made it, " + owner.getName()
                    + "; hand the behaviour an executor that works on the thread that calls it");
        }
    }
}
