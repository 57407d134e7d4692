package dev.chameleonbot.engine.auth;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Reports something slow, and its end, in that order: neither if the end comes first, however late an alarm rings.
 *
 * <p>{@link #ring} and {@link #end} come once each, from any two threads; a report may block, and nothing is locked then.
 */
final class SlowNotice {
    private enum State {
        QUIET,
        BEING_TOLD,
        TOLD,
        OVER
    }

    private final Runnable onSlow;
    private final Runnable onOver;
    private final AtomicReference<State> state = new AtomicReference<>(State.QUIET);

    SlowNotice(Runnable onSlow, Runnable onOver) {
        this.onSlow = onSlow;
        this.onOver = onOver;
    }

    /** It has taken long. */
    void ring() {
        if (!state.compareAndSet(State.QUIET, State.BEING_TOLD)) {
            return;
        }
        onSlow.run();
        if (!state.compareAndSet(State.BEING_TOLD, State.TOLD)) {
            onOver.run(); // The end came while it was told, and has left that to this thread.
        }
    }

    /** It is done, or has failed. */
    void end() {
        if (state.getAndSet(State.OVER) == State.TOLD) {
            onOver.run();
        }
    }
}
