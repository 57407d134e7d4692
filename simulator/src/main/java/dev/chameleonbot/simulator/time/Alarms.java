package dev.chameleonbot.simulator.time;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs short tasks later, on one virtual thread. */
public final class Alarms implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1, Thread.ofVirtual().name("simulator-alarms").factory());

    /** Runs the task after that time, unless closed before. The task must not block. */
    public void in(Duration delay, Runnable task) {
        try {
            var unused = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.trace("Too late for an alarm", closed);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("An alarm of the simulator failed", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
