package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.engine.resilience.EndpointHealth;
import dev.chameleonbot.engine.resilience.EndpointHealth.Leave;
import dev.chameleonbot.engine.resilience.Retries;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A few pass at a time, for one attempt each: who waits for the next one keeps nobody out. The turn comes before the
 * leave, which would be old otherwise; who comes first needs no other leave than the connection was opened with.
 */
final class AttemptLimit implements Retries.Door {
    private static final int AT_A_TIME = 5;

    private final Semaphore free = new Semaphore(AT_A_TIME);
    private final AtomicReference<@Nullable Leave> first;

    AttemptLimit(Leave first) {
        this.first = new AtomicReference<>(first);
    }

    @Override
    public Leave leave(EndpointHealth endpoint) throws InterruptedException {
        free.acquire();
        try {
            Leave given = first.getAndSet(null);
            return given != null && endpoint.holds(given) ? given : endpoint.await();
        } catch (InterruptedException e) {
            free.release();
            throw e;
        }
    }

    /** With the turn that came with the leave. */
    @Override
    public Pass enter() {
        return free::release;
    }

    /** For what needs no leave. */
    Pass take() throws InterruptedException {
        free.acquire();
        return free::release;
    }
}
