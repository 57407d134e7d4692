package dev.chameleonbot.engine.guard;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The turns of one session: one at a time, and one more after whatever was asked for before the end of the last.
 *
 * <p>Concurrency: any thread may ask. {@link #ended} is of the thread that has the turn; whoever asked before it was told
 * that the turn would look, so that thread looks for work once more after it.
 */
public final class Turns {
    // whether it has a turn to come, or has it
    private static final int UNSCHEDULED = 0;
    private static final int LATER = 1;
    private static final int SOON = 2;

    private final Crew crew;
    private final Guarded session;
    private final AtomicInteger scheduled = new AtomicInteger(UNSCHEDULED);

    /**
     * No turn has been asked for.
     *
     * @param crew whose threads give the turns
     * @param session who has them
     */
    public Turns(Crew crew, Guarded session) {
        this.crew = crew;
        this.session = session;
    }

    /** Asks for a turn as soon as a thread is free. Returns at once; does nothing after the last turn. */
    public void soon() {
        switch (scheduled.getAndSet(SOON)) {
            case UNSCHEDULED -> crew.submit(session);
            case LATER -> crew.hurry();
            default -> {} // It has its turn soon, or has it and will look.
        }
    }

    /** Asks for a turn that no thread has to be woken for: some milliseconds later at worst. Returns at once. */
    public void later() {
        if (scheduled.compareAndSet(UNSCHEDULED, LATER)) {
            crew.submitForLater(session);
            if (scheduled.get() == SOON) { // It was, before the crew knew of it.
                crew.hurry();
            }
        }
    }

    /**
     * A turn has ended that was not the last: after the last one this is not called, and no other turn comes. The caller
     * looks for work after this, and asks again if there is any.
     */
    public void ended() {
        scheduled.set(UNSCHEDULED);
    }
}
