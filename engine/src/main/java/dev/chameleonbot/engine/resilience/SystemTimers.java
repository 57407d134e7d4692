package dev.chameleonbot.engine.resilience;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real time. One daemon thread keeps all alarms of the engine and only hands them over: each task runs on a virtual
 * thread, so a slow one delays no other. After {@link #close()} no alarm goes off.
 */
public final class SystemTimers implements Timers, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SystemTimers.class);

    private final ScheduledThreadPoolExecutor clockwork;
    private final RandomGenerator random;

    /** Starts the clockwork, with jitter that accounts' threads do not contend for. */
    public SystemTimers() {
        this(() -> ThreadLocalRandom.current().nextLong());
    }

    /**
     * Starts the clockwork.
     *
     * @param random the source of the jitter; thread-safe
     */
    public SystemTimers(RandomGenerator random) {
        this.random = random;
        clockwork = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("chameleon-timers").factory());
        clockwork.setRemoveOnCancelPolicy(true);
        clockwork.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        clockwork.setRejectedExecutionHandler((task, executor) -> log.debug("An alarm was set after the stop"));
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        ScheduledFuture<?> future = clockwork.schedule(
                () -> Thread.ofVirtual().name("chameleon-alarm").start(() -> run(task)),
                Math.max(0, delay.toNanos()),
                TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("A timed task failed", e);
        }
    }
}
