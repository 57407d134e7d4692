package dev.chameleonbot.engine;

import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.ForwardingTimers;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;

/**
 * Real time, in which pauses between attempts are a tenth as long, and nothing else: who sleeps pauses, and so does who
 * waits for as long as after a first refusal without jitter. Deadlines and what is due stay as they are.
 */
final class HurriedTimers extends ForwardingTimers {
    private static final Duration AFTER_A_REFUSAL = Backoff.REFUSED.delay(1, () -> 0);
    private static final int FASTER = 10;

    HurriedTimers(Timers clock) {
        super(withoutJitter(clock));
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        return super.after(delay.equals(AFTER_A_REFUSAL) ? delay.dividedBy(FASTER) : delay, task);
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        super.sleep(time.dividedBy(FASTER));
    }
}
