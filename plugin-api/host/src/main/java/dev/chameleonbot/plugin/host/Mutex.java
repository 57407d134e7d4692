package dev.chameleonbot.plugin.host;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A lock that is held for as long as a piece of work takes. Its holder may take it again. The usual lock here and in the
 * engine; a {@link ReentrantLock} is for what needs a condition, an attempt, or a checked exception, or is hot.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class Mutex {
    private final ReentrantLock lock = new ReentrantLock();

    /** A free one. */
    public Mutex() {}

    /**
     * Works under the lock. Propagates the work's exceptions.
     *
     * @param work what to do
     * @param <T> its result
     * @return its result
     */
    public <T extends @Nullable Object> T get(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Works under the lock. Propagates the work's exceptions.
     *
     * @param work what to do
     */
    public void run(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
