package dev.chameleonbot.host.plugins.operations;

import dev.chameleonbot.host.config.OperationException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Has one operation on plugins done at a time. Who would have to wait too long for it gets the operation in progress
 * instead.
 *
 * <p>Concurrency: the lock is held for the whole of an operation, whose every step has a deadline: plugins are called by
 * {@code PluginCalls}, and the engine keeps to its own. It is reentrant. {@code current} is written under the lock and read
 * without it.
 */
final class OperationLock {
    private final ReentrantLock lock = new ReentrantLock();
    private final Duration patience;
    private volatile @Nullable Current current;
    private volatile boolean closed;

    private record Current(String what, Instant since, Thread thread) {}

    /** What is done with nothing else going on. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws OperationException, InterruptedException;
    }

    OperationLock(Duration patience) {
        this.patience = patience;
    }

    /**
     * Does something with nothing else going on.
     *
     * @throws PluginsBusyException if another operation takes too long
     * @throws OperationException if the action throws it, or if the host is stopping
     */
    <T> T take(String what, Action<T> action) throws OperationException, InterruptedException {
        if (!lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new PluginsBusyException("The host is busy with " + described(current) + "; nothing was done");
        }
        return run(what, action);
    }

    /** The same, but waits for as long as others take. */
    <T> T await(String what, Action<T> action) throws OperationException, InterruptedException {
        lock.lockInterruptibly();
        return run(what, action);
    }

    private <T> T run(String what, Action<T> action) throws OperationException, InterruptedException {
        Current outer = current;
        try {
            if (closed) {
                throw new OperationException("The host is stopping");
            }
            if (outer == null) {
                current = new Current(what, Instant.now().truncatedTo(ChronoUnit.SECONDS), Thread.currentThread());
            }
            return action.run();
        } finally {
            current = outer;
            lock.unlock();
        }
    }

    private static String described(@Nullable Current current) {
        return current == null ? "another operation on plugins" : current.what() + " since " + current.since();
    }

    /**
     * Refuses further operations, and interrupts the one in progress.
     *
     * @param deadline how long that one may take to end
     * @return whether it has ended
     */
    boolean close(Duration deadline) {
        closed = true;
        try {
            if (lock.tryLock()) {
                lock.unlock();
                return true;
            }
            Current running = current;
            if (running != null) {
                running.thread().interrupt();
            }
            boolean ended = lock.tryLock(deadline.toNanos(), TimeUnit.NANOSECONDS);
            if (ended) {
                lock.unlock();
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
