package dev.chameleonbot.benchmarks.load;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is to be ended when the harness ends, however it ends: the latest first. The lock guards the list; nothing is
 * ended under it.
 */
final class Endings {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Runnable> open = new ArrayDeque<>();

    /** Has them run when the JVM is told to end. */
    void runAtExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::runAll, "endings"));
    }

    void add(Runnable ending) {
        lock.lock();
        try {
            open.push(ending);
        } finally {
            lock.unlock();
        }
    }

    /** Runs that one now, unless it has been run. */
    void run(Runnable ending) {
        boolean mine;
        lock.lock();
        try {
            mine = open.remove(ending);
        } finally {
            lock.unlock();
        }
        if (mine) {
            ending.run();
        }
    }

    void runAll() {
        for (Runnable next = latest(); next != null; next = latest()) {
            next.run();
        }
    }

    private @Nullable Runnable latest() {
        lock.lock();
        try {
            return open.poll();
        } finally {
            lock.unlock();
        }
    }
}
