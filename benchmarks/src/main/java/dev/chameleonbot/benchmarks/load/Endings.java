package dev.chameleonbot.benchmarks.load;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is to be ended when the harness ends, however it ends: the latest first. The lock guards all fields; nothing is
 * ended under it.
 */
final class Endings {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition noneUnderWay = lock.newCondition();
    private final Deque<Runnable> open = new ArrayDeque<>();
    private int underWay;
    private boolean closed;

    /** Has them run when the JVM is told to end, which waits for those that another thread runs at that moment. */
    void runAtExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::runAll, "endings"));
    }

    /** Puts one down; where all have been run it is run at once, as its thing came too late. */
    void add(Runnable ending) {
        boolean late;
        lock.lock();
        try {
            late = closed;
            if (!late) {
                open.push(ending);
            }
        } finally {
            lock.unlock();
        }
        if (late) {
            ending.run();
        }
    }

    /** Runs that one now, unless it has been run. */
    void run(Runnable ending) {
        boolean mine;
        lock.lock();
        try {
            mine = open.remove(ending);
            underWay += mine ? 1 : 0;
        } finally {
            lock.unlock();
        }
        if (mine) {
            runCounted(ending);
        }
    }

    /** Runs all that have not been run, and waits for those that are being run. None can be put down afterwards. */
    void runAll() {
        for (Runnable next = latest(); next != null; next = latest()) {
            runCounted(next);
        }
        lock.lock();
        try {
            while (underWay > 0) {
                noneUnderWay.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void runCounted(Runnable ending) {
        try {
            ending.run();
        } finally {
            lock.lock();
            try {
                underWay--;
                noneUnderWay.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private @Nullable Runnable latest() {
        lock.lock();
        try {
            closed = true;
            Runnable next = open.poll();
            underWay += next == null ? 0 : 1;
            return next;
        } finally {
            lock.unlock();
        }
    }
}
