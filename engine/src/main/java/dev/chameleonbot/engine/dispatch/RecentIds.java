package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.plugin.api.MessageId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Remembers the ids of recent messages, so that none is handled twice: Twitch delivers at least once, and resends within
 * minutes. An id is remembered for ten to twenty minutes, fewer if more than {@value #LARGEST} come in that time.
 *
 * <p>Two generations of ids; when the younger one is old or full it becomes the older one. The lock guards both.
 */
public final class RecentIds {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    static final int LARGEST = 16_384;

    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private Set<String> younger = new HashSet<>();
    private Set<String> older = Set.of();
    private long since;

    /**
     * Creates an empty memory.
     *
     * @param nanos the monotonic clock
     */
    public RecentIds(LongSupplier nanos) {
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    /**
     * Takes note of ids that were seen before this memory began, say before a restart. They count as seen now, which is
     * longer than they have to be remembered.
     *
     * @param ids the ids
     */
    public void restore(Collection<MessageId> ids) {
        ids.forEach(id -> add(id.value()));
    }

    /**
     * Takes note of an id.
     *
     * @param id a message's id
     * @return whether it is new
     */
    public boolean add(String id) {
        long now = nanos.getAsLong();
        lock.lock();
        try {
            if (now - since >= WINDOW.toNanos() || younger.size() >= LARGEST) {
                older = now - since >= 2 * WINDOW.toNanos() ? Set.of() : younger;
                younger = new HashSet<>();
                since = now;
            }
            return !older.contains(id) && younger.add(id);
        } finally {
            lock.unlock();
        }
    }

    /** How many ids are remembered now. */
    int size() {
        lock.lock();
        try {
            return younger.size() + older.size();
        } finally {
            lock.unlock();
        }
    }
}
