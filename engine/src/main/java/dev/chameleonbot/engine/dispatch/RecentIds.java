package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.plugin.host.Mutex;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Remembers the ids of recent messages, so that none is handled twice: Twitch delivers at least once, and resends within
 * minutes. An id is remembered for ten to twenty minutes, fewer if more than a number come in that time.
 *
 * <p>Two generations of ids; when the younger one is old or full it becomes the older one. The lock guards both.
 */
public final class RecentIds {
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final LongSupplier nanos;
    private final int largest;
    private final Mutex lock = new Mutex();
    private IdSet younger = new IdSet();
    private IdSet older = new IdSet();
    private long since;

    /**
     * Creates an empty memory.
     *
     * @param largest how many ids a generation has at most
     */
    public RecentIds(LongSupplier nanos, int largest) {
        this.nanos = nanos;
        this.largest = largest;
        this.since = nanos.getAsLong();
    }

    /** Takes note of an id; false if it is known. */
    public boolean add(String id) {
        long now = nanos.getAsLong();
        UUID key = IdSet.key(id);
        return lock.get(() -> {
            if (now - since >= WINDOW.toNanos() || younger.size() >= largest) {
                older = now - since >= 2 * WINDOW.toNanos() ? new IdSet() : younger;
                younger = new IdSet();
                since = now;
            }
            return !older.contains(key) && younger.add(key);
        });
    }

    /** How many ids are remembered now. */
    int size() {
        return lock.get(() -> younger.size() + older.size());
    }
}
