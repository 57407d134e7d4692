package dev.chameleonbot.engine.resilience;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Virtual time for several threads: who sleeps waits until a test has let the time pass. */
public final class BlockingTimers extends ForwardingTimers {
    /**
     * Of a clock.
     *
     * @param clock what lets the time pass
     */
    public BlockingTimers(ManualTimers clock) {
        super(clock);
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        Timers.Alarm alarm = after(time, () -> over.complete(true));
        try {
            over.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            alarm.cancel();
        }
    }
}
