package dev.chameleonbot.host.plugins.operations;

import dev.chameleonbot.host.plugins.files.PluginLoadException;
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
    interface Action<T, X extends Exception> {
        T run() throws PluginLoadException, InterruptedException, X;
    }

    OperationLock(Duration patience) {
        this.patience = patience;
    }

    /**
     * Does something with nothing else going on.
     *
     * @throws PluginsBusyException if another operation takes too long
     * @throws PluginLoadException if the action throws it, or if the host is stopping
     * @throws X if the action throws it
     * @throws InterruptedException if the calling thread was interrupted
     */
    <T, X extends Exception> T take(String what, Action<T, X> action)
            throws PluginLoadException, InterruptedException, X {
        if (!lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new PluginsBusyException("The host is busy with " + described(current) + "; nothing was done");
        }
        return run(what, action);
    }

    /** The same, but waits for as long as others take. */
    <T, X extends Exception> T await(String what, Action<T, X> action)
            throws PluginLoadException, InterruptedException, X {
        lock.lockInterruptibly();
        return run(what, action);
    }

    private <T, X extends Exception> T run(String what, Action<T, X> action)
            throws PluginLoadException, InterruptedException, X {
        Current outer = current;
        try {
            if (closed) {
                throw new PluginLoadException("The host is stopping");
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
     * Lets no operation begin any more, and interrupts the one that is in progress.
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
