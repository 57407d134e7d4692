package dev.chameleonbot.simulator.served;

/** Hears of each message that is served. Called on the thread that answers the change, before it is answered. */
public interface ServedListener {
    /** Hears nothing. */
    ServedListener NONE = (userId, due, written, served) -> {};

    /**
     * A message is served.
     *
     * @param userId whose message
     * @param dueNanos when it was to be written
     * @param writtenNanos when it was written
     * @param servedNanos when the change that serves it had been read
     */
    void served(String userId, long dueNanos, long writtenNanos, long servedNanos);
}
