package dev.chameleonbot.simulator.journal;

import dev.chameleonbot.simulator.fault.Endpoint;
import java.time.Duration;
import java.util.List;

/**
 * The events of a simulator since its start. Not for implementation. Thread-safe.
 *
 * <p>The counters are always exact. Entries are kept up to a capacity; the oldest are dropped first.
 */
public interface Journal {
    /** The number of events of that kind. */
    long count(JournalEntry.Kind kind);

    /** The number of answered requests to that endpoint, with any answer. */
    long requests(Endpoint endpoint);

    /** The number of requests to that endpoint answered with that status. */
    long requests(Endpoint endpoint, int status);

    /** The entries kept, oldest first. */
    List<JournalEntry> entries();

    /** The entries kept of that kind, oldest first. */
    List<JournalEntry> entries(JournalEntry.Kind kind);

    /** The entries kept of that kind and account, oldest first. */
    List<JournalEntry> entries(JournalEntry.Kind kind, String login);

    /**
     * Limits the number of entries from now on, and drops those kept so far.
     *
     * @param entries the capacity; 0 keeps none
     */
    void capacity(int entries);

    /**
     * Waits for a number of events since the start.
     *
     * @return whether it was reached in time
     * @throws InterruptedException if the waiting thread is interrupted
     */
    boolean await(JournalEntry.Kind kind, long count, Duration atMost) throws InterruptedException;
}
