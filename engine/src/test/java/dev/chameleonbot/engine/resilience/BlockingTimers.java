package dev.chameleonbot.engine.resilience;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Virtual time for several threads: who sleeps waits until a test has let the time pass.
 *
 * @param clock what lets it pass
 */
public record BlockingTimers(ManualTimers clock) implements Timers {
    @Override
    public long nanos() {
        return clock.nanos();
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public Timers.Alarm after(Duration delay, Runnable task) {
        return clock.after(delay, task);
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        Timers.Alarm alarm = clock.after(time, () -> over.complete(true));
        try {
            over.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            alarm.cancel();
        }
    }
}
