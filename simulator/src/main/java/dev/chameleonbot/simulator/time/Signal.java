package dev.chameleonbot.simulator.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Tells waiting threads that something has changed. Costs one volatile read while nobody waits: whoever changes state
 * first changes it and then calls {@link #changed()}; whoever waits first counts itself and then looks at the state.
 */
public final class Signal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();

    /** Says that state has changed. */
    public void changed() {
        if (waiting.get() > 0) {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Waits for a condition over state whose every change is followed by {@link #changed()}.
     *
     * @return whether it was met in time
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        waiting.incrementAndGet();
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
            waiting.decrementAndGet();
        }
    }
}
