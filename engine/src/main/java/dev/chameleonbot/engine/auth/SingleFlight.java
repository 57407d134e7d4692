package dev.chameleonbot.engine.auth;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Does one thing at a time: a caller that asks while it is in progress gets its outcome.
 *
 * <p>Thread-safe, without a lock: nothing is held while the thing is done.
 */
final class SingleFlight<T> {
    private final AtomicReference<@Nullable CompletableFuture<T>> flight = new AtomicReference<>();

    /**
     * Joins what is in progress, or begins it on another thread. A failure is everybody's who joined.
     *
     * <p>What is in progress may have begun before the caller's reason to ask came up: {@code work} is to look again
     * whether it is needed, and the caller whether the outcome is what it wanted.
     */
    CompletableFuture<T> join(Executor threads, Callable<? extends T> work) {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<T> other = flight.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        try {
            threads.execute(() -> fly(mine, work));
        } catch (RuntimeException e) {
            land(mine);
            mine.completeExceptionally(e);
        }
        return mine;
    }

    /** Whether it is being done. */
    boolean isUnderWay() {
        return flight.get() != null;
    }

    /** Waits until what is in progress now has ended; false if it has not in that time. */
    boolean settle(Duration deadline) throws InterruptedException {
        CompletableFuture<T> now = flight.get();
        if (now == null) {
            return true;
        }
        try {
            now.handle((result, failure) -> true).get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A handled future does not fail", e);
        }
    }

    /** Ends before it reports, so that a caller that asks again after the report starts a new one. */
    private void fly(CompletableFuture<T> mine, Callable<? extends T> work) {
        T result;
        try {
            result = work.call();
        } catch (Throwable e) { // It is told to those who wait for it.
            land(mine);
            mine.completeExceptionally(e);
            return;
        }
        land(mine);
        mine.complete(result);
    }

    private void land(CompletableFuture<T> mine) {
        flight.compareAndSet(mine, null);
    }
}
