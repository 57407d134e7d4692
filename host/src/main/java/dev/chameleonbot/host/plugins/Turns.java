package dev.chameleonbot.host.plugins;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets operations take turns. Who would have to wait too long for one is told what is under way instead.
 *
 * <p>Concurrency: the lock is held for the whole of an operation, whose every step has a deadline: plugins are called by
 * {@link PluginCalls}, and the engine keeps to its own. It is reentrant. {@code current} is written under the lock and read
 * without it.
 */
final class Turns {
    private final ReentrantLock lock = new ReentrantLock();
    private final Duration patience;
    private volatile @Nullable Current current;
    private volatile boolean closed;

    private record Current(String what, Instant since, Thread thread) {}

    /** What is done in a turn. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws PluginLoadException, InterruptedException;
    }

    Turns(Duration patience) {
        this.patience = patience;
    }

    /**
     * Does something in a turn of its own.
     *
     * @throws PluginsBusyException if another operation takes too long
     * @throws PluginLoadException if the action throws it, or if the host is stopping
     * @throws InterruptedException if the calling thread was interrupted
     */
    <T> T take(String what, Action<T> action) throws PluginLoadException, InterruptedException {
        if (!lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new PluginsBusyException("The host is busy with " + described(current) + "; nothing was done");
        }
        return run(what, action);
    }

    /** The same, but waits for as long as others take. */
    <T> T await(String what, Action<T> action) throws PluginLoadException, InterruptedException {
        lock.lockInterruptibly();
        return run(what, action);
    }

    private <T> T run(String what, Action<T> action) throws PluginLoadException, InterruptedException {
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
     * Lets no operation begin any more, and interrupts the one that is under way.
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
