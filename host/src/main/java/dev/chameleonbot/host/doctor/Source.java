package dev.chameleonbot.host.doctor;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Where a check gets what it looks at. */
@FunctionalInterface
public interface Source<T> {
    /**
     * Gets it; may block.
     *
     * @throws Exception if it cannot be had
     */
    T get() throws Exception;

    /**
     * Caches the first result or exception, for several checks.
     *
     * @return a source for all threads
     */
    static <T> Source<T> once(Source<T> source) {
        return new Once<>(source);
    }

    /** Asks under a lock, which nobody else has; a thread that waits for it can be interrupted. */
    final class Once<T> implements Source<T> {
        private final ReentrantLock lock = new ReentrantLock();
        private final Source<T> source;
        private @Nullable T value; // guarded by the lock
        private @Nullable Exception failure; // guarded by the lock

        private Once(Source<T> source) {
            this.source = source;
        }

        @Override
        public T get() throws Exception {
            lock.lockInterruptibly();
            try {
                T known = value;
                if (known != null) {
                    return known;
                }
                if (failure != null) {
                    throw failure;
                }
                known = source.get();
                value = known;
                return known;
            } catch (InterruptedException e) {
                throw e; // The next caller may have more time.
            } catch (Exception e) {
                failure = e;
                throw e;
            } finally {
                lock.unlock();
            }
        }
    }
}
