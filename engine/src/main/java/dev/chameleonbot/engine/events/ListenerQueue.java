package dev.chameleonbot.engine.events;

import dev.chameleonbot.engine.model.EngineEvent;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for one listener, and the one thread at a time that hands it over: an executor with a bounded queue, whose thread
 * is started when there is something to hand over and ends when there is not.
 *
 * <p>The listener is called on that thread, which also owns {@code failing}; each thread happens after the one before.
 */
final class ListenerQueue {
    private static final Logger log = LoggerFactory.getLogger(ListenerQueue.class);

    private final String name;
    private final Consumer<? super EngineEvent> listener;
    private final EventBus bus;
    private final ThreadFactory threads;
    private final ThreadPoolExecutor executor;
    /** Whether something was dropped since the queue was empty. */
    private final AtomicBoolean isFull = new AtomicBoolean();

    private volatile @Nullable Thread worker;
    private long failing;

    ListenerQueue(String name, Consumer<? super EngineEvent> listener, int capacity, EventBus bus) {
        this.name = name;
        this.listener = listener;
        this.bus = bus;
        this.threads = Thread.ofVirtual().name("events/" + name).factory();
        this.executor = new ThreadPoolExecutor(
                0,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(capacity),
                threads,
                (task, full) -> dropped(((Delivery) task).event));
    }

    String name() {
        return name;
    }

    /** Puts an event into the queue, or with the dead letters where it is full. Returns at once and never throws. */
    void offer(EngineEvent event) {
        executor.execute(new Delivery(event));
    }

    private void dropped(EngineEvent event) {
        if (executor.isShutdown()) {
            return;
        }
        bus.died(name, event, "its queue is full");
        if (isFull.compareAndSet(false, true)) {
            // On a thread of its own: a publisher may hold a lock.
            threads.newThread(() -> log.warn("The listener '{}' is too slow: events for it are dropped", name))
                    .start();
        }
    }

    /** One event on its way to the listener. */
    private final class Delivery implements Runnable {
        private final EngineEvent event;

        Delivery(EngineEvent event) {
            this.event = event;
        }

        @Override
        public void run() {
            worker = Thread.currentThread();
            try {
                listener.accept(event);
                worked();
            } catch (
                    Throwable e) { // anything a listener throws, also a disguised checked exception, is its own failure
                failed(event, e);
            } finally {
                worker = null;
                if (executor.getQueue().isEmpty()) {
                    isFull.set(false);
                }
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
        bus.died(name, event, "it threw " + thrown.getClass().getName());
        failing++;
        if (failing == 1) {
            log.error("The listener '{}' failed on {}", name, event.getClass().getSimpleName(), thrown);
        }
    }

    /** Takes nothing more; what waits is still delivered. */
    void finish() {
        executor.shutdown();
    }

    /** Takes nothing more and forgets what waits. */
    void close() {
        executor.shutdown();
        executor.getQueue().clear();
    }

    /** Waits until what waited is delivered; false if that took longer, or the thread is interrupted. */
    boolean awaitEnd(Duration time) {
        if (worker == Thread.currentThread()) {
            return true; // A listener that closes the engine would wait for itself.
        }
        try {
            return executor.awaitTermination(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Makes dead letters of what waits and interrupts the listener. */
    void abandon() {
        executor.shutdownNow().forEach(task -> bus.died(name, ((Delivery) task).event, "the engine stopped first"));
    }
}
