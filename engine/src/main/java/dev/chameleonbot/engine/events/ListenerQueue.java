package dev.chameleonbot.engine.events;

import dev.chameleonbot.engine.model.EngineEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for one listener, and the one thread at a time that hands it over. A thread is started when there is
 * something to hand over and ends when there is not.
 *
 * <p>The lock guards the queue, {@code worker}, {@code refused} and {@code open}; the listener is called and the log is
 * written outside of it. {@code failing} belongs to the worker, and each worker happens after the one before.
 */
final class ListenerQueue {
    private static final Logger log = LoggerFactory.getLogger(ListenerQueue.class);

    private final String name;
    private final Consumer<? super EngineEvent> listener;
    private final int capacity;
    private final DeadLetterBox dead;
    private final EventBus.Threads threads;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Queue<EngineEvent> queue = new ArrayDeque<>();
    private boolean open = true;
    private boolean working;
    private boolean full;
    private @Nullable Thread worker;

    private long failing;

    ListenerQueue(
            String name,
            Consumer<? super EngineEvent> listener,
            int capacity,
            DeadLetterBox dead,
            EventBus.Threads threads) {
        this.name = name;
        this.listener = listener;
        this.capacity = capacity;
        this.dead = dead;
        this.threads = threads;
    }

    String name() {
        return name;
    }

    /** Puts an event into the queue, or with the dead letters where it is full. Returns at once and never throws. */
    void offer(EngineEvent event) {
        boolean taken;
        boolean first = false;
        boolean start = false;
        lock.lock();
        try {
            if (!open) {
                return;
            }
            taken = queue.size() < capacity;
            if (taken) {
                queue.add(event);
                start = !working;
                working = true;
            } else {
                first = !full;
                full = true;
            }
        } finally {
            lock.unlock();
        }
        if (start) {
            threads.start("events/" + name, this::work);
        }
        if (!taken) {
            dead.add(name, event, "its queue is full");
        }
        if (first) {
            // On a thread of its own: a publisher may hold a lock.
            threads.start(
                    "events/" + name, () -> log.warn("The listener '{}' is too slow: events for it are dropped", name));
        }
    }

    private void work() {
        enter();
        for (EngineEvent event = next(); event != null; event = next()) {
            try {
                listener.accept(event);
                worked();
            } catch (Throwable e) { // whatever a listener throws, checked exceptions in disguise too, is its own affair
                failed(event, e);
            }
        }
    }

    private void worked() {
        if (failing > 0) {
            log.info("The listener '{}' works again, after failing on {} events in a row", name, failing);
            failing = 0;
        }
    }

    private void failed(EngineEvent event, Throwable thrown) {
        dead.add(name, event, "it threw " + thrown.getClass().getName());
        failing++;
        if (failing == 1) {
            log.error("The listener '{}' failed on {}", name, event.getClass().getSimpleName(), thrown);
        }
    }

    private void enter() {
        lock.lock();
        try {
            worker = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    /** The next event; null when there is none, which ends the thread. */
    private @Nullable EngineEvent next() {
        lock.lock();
        try {
            EngineEvent event = queue.poll();
            full = full && event != null;
            if (event == null) {
                working = false;
                worker = null;
                idle.signalAll();
            }
            return event;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more; what waits is still delivered. */
    void finish() {
        lock.lock();
        try {
            open = false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more and forgets what waits. */
    void close() {
        lock.lock();
        try {
            open = false;
            queue.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing waits and the listener is at rest; false if that took longer, or the thread is interrupted. */
    boolean awaitIdle(Duration deadline) {
        lock.lock();
        try {
            long left = deadline.toNanos();
            // A listener that closes the engine would wait for itself.
            while (working && worker != Thread.currentThread()) {
                if (left <= 0) {
                    return false;
                }
                left = idle.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Makes dead letters of what waits and interrupts the listener. */
    void abandon() {
        List<EngineEvent> left;
        lock.lock();
        try {
            open = false;
            left = new ArrayList<>(queue);
            queue.clear();
            if (worker != null) {
                worker.interrupt();
            }
        } finally {
            lock.unlock();
        }
        left.forEach(event -> dead.add(name, event, "the engine stopped first"));
    }
}
