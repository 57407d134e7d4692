package dev.chameleonbot.plugin.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The pending calls of the session. A turn requested during another one runs after it, never inside.
 *
 * <p>Confined to the thread that created it: with a second thread, a test would not be repeatable.
 */
final class Turns {
    /** More turns than this in a row are an endless loop. */
    static final int RESTLESS = 100_000;

    private final Thread owner = Thread.currentThread();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<Throwable> thrown = new ArrayList<>();
    private boolean running;

    void add(Runnable turn) {
        requireOwner();
        waiting.add(turn);
    }

    /** Drops the waiting turns. */
    void clear() {
        waiting.clear();
    }

    /** Runs turns until none is waiting. If one throws, the next ones still run. */
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

    /** Throws the first exception of the turns since the last call, with the rest suppressed. */
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
