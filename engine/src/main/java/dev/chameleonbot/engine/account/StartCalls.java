package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.EndpointHealth;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Makes the calls that accounts need for their start, those of so many accounts at a time, and repeats what may pass. A turn
 * is for one attempt only: an account that has to wait delays no other. Thread-safe.
 */
public final class StartCalls implements Retries.Door {
    /** How long an account may keep others from starting; what takes longer goes on without a turn. */
    private static final Duration LONGEST_TURN = Duration.ofSeconds(2);

    private final Semaphore turns;
    private final Retries retries;
    private final Timers timers;

    /**
     * Creates the calls of an engine.
     *
     * @param atATime how many accounts may be at a call
     */
    public StartCalls(int atATime, Retries retries, Timers timers) {
        this.turns = new Semaphore(atATime);
        this.retries = retries;
        this.timers = timers;
    }

    /**
     * Calls until it succeeds. Blocks.
     *
     * @param events gets what delays the account, and the end of the delay
     */
    <T> T untilDone(
            EndpointHealth endpoint, Retries.Call<T, LoginNeededException> call, Consumer<? super AccountEvent> events)
            throws LoginNeededException, InterruptedException {
        AtomicBoolean delayed = new AtomicBoolean();
        try {
            return retries.untilDone(endpoint, this, call, failure -> {
                delayed.set(true);
                events.accept(new AccountEvent.Failing(Kind.START, "", failure));
            });
        } catch (InterruptedException e) {
            delayed.set(false);
            throw e;
        } finally {
            if (delayed.get()) {
                events.accept(new AccountEvent.Works(Kind.START, "")); // A refusal is an answer as well.
            }
        }
    }

    @Override
    public Pass enter() throws InterruptedException {
        turns.acquire();
        AtomicBoolean over = new AtomicBoolean();
        Runnable end = () -> {
            if (over.compareAndSet(false, true)) {
                turns.release();
            }
        };
        Timers.Alarm alarm = timers.after(LONGEST_TURN, end);
        return () -> {
            alarm.cancel();
            end.run();
        };
    }
}
