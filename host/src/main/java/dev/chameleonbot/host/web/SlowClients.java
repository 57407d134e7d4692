package dev.chameleonbot.host.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Hangs up on clients that do not take what they are sent.
 *
 * <p>Concurrency: a writer sets its deadline; the timer's thread interrupts late writers, which closes their channel. A thread
 * is in the map only while it writes.
 */
final class SlowClients {
    /** How long one write may take. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final long LOOK_SECONDS = 1;

    private final Map<Thread, Long> writing = new ConcurrentHashMap<>();
    private final long patience;

    SlowClients(ScheduledExecutorService timer, Duration patience) {
        this.patience = patience.toNanos();
        var unused = timer.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    @FunctionalInterface
    interface Write<T> {
        T run() throws IOException;
    }

    /**
     * Writes.
     *
     * @throws IOException if the client is gone, or was too slow
     */
    <T> T within(Write<T> write) throws IOException {
        Thread self = Thread.currentThread();
        writing.put(self, System.nanoTime() + patience);
        try {
            return write.run();
        } finally {
            writing.remove(self);
            Thread.interrupted(); // Of this timer alone: nobody else interrupts who serves a request.
        }
    }

    private void look() {
        long now = System.nanoTime();
        for (Thread thread : writing.keySet()) {
            // Within the map's own lock, so that a thread that has just finished is left alone.
            writing.computeIfPresent(thread, (late, deadline) -> {
                if (now - deadline > 0) {
                    late.interrupt();
                }
                return deadline;
            });
        }
    }
}
