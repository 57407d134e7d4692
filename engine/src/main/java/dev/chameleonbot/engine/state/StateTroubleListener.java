package dev.chameleonbot.engine.state;

/**
 * Is told when what the engine learns is in danger. {@link #setAside} is called by the thread that opens the store; the
 * other calls come one at a time, in order, on threads of the store's own, and what they throw is logged. No lock is held.
 */
public interface StateTroubleListener {
    /**
     * A damaged state file was put aside when the store was opened, and a new one was begun.
     *
     * @param problem what was damaged and where it is now
     * @param advice what it means and what can be done
     */
    void setAside(String problem, String advice);

    /**
     * The disk does not take what is to be stored; it is kept in memory and tried again. Comes once, until
     * {@link #ended()}.
     *
     * @param problem what went wrong
     * @param advice what it means and what can be done
     */
    void began(String problem, String advice);

    /** Everything is stored again. */
    void ended();
}
