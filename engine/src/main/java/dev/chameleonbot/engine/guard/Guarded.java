package dev.chameleonbot.engine.guard;

import dev.chameleonbot.plugin.api.ChatBehaviour;

/** A session as the {@link Crew} that calls it sees it: one that has turns, and whose calls may have to be cut short. */
public interface Guarded {
    /** The account that it works for. */
    String login();

    /** The behaviour that it is a session of. */
    ChatBehaviour behaviour();

    /**
     * Does some of what waits. One worker at a time; whoever submitted it sees to that.
     *
     * @param worker the thread that this runs on, which makes the calls
     */
    void turn(Worker worker);

    /**
     * A call was interrupted for taking too long. Comes from the watch, while the call may still run.
     *
     * @param overrun the call
     */
    void overran(Overrun overrun);

    /**
     * A call does not end, and its thread has been given up: this session has no more turns.
     *
     * @param overrun the call
     */
    void abandoned(Overrun overrun);
}
