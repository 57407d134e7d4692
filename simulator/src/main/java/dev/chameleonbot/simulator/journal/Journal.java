package dev.chameleonbot.simulator.journal;

import dev.chameleonbot.simulator.fault.Endpoint;
import java.time.Duration;
import java.util.List;

/**
 * What happened in a simulator since its start. Not for implementation. Safe for all threads.
 *
 * <p>The counters are exact however long it runs; entries are kept up to a capacity, the oldest go first.
 */
public interface Journal {
    /** How often that has happened. */
    long count(JournalEntry.Kind kind);

    /** How many requests to that endpoint were answered, whatever the answer. */
    long requests(Endpoint endpoint);

    /** How many requests to that endpoint were answered with that status. */
    long requests(Endpoint endpoint, int status);

    /** The entries kept, oldest first. */
    List<JournalEntry> entries();

    /** The entries kept of that kind, oldest first. */
    List<JournalEntry> entries(JournalEntry.Kind kind);

    /** The entries kept of that kind and account, oldest first. */
    List<JournalEntry> entries(JournalEntry.Kind kind, String login);

    /**
     * Keeps no more than that many entries from now on, and forgets those kept so far.
     *
     * @param entries the capacity; 0 keeps none
     */
    void capacity(int entries);

    /**
     * Waits until something has happened so often since the start.
     *
     * @return whether it had in time
     * @throws InterruptedException if the waiting thread is interrupted
     */
    boolean await(JournalEntry.Kind kind, long count, Duration atMost) throws InterruptedException;
}
