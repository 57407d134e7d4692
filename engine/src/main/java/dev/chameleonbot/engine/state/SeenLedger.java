package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.spi.StateStore.SeenMessage;
import dev.chameleonbot.plugin.api.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which messages the accounts have seen of late, so that none is handled twice over a restart: taken in on the hot path,
 * stored together a moment later.
 *
 * <p>Concurrency: any thread may call it. {@code lock} guards {@code fresh}, {@code planned} and {@code dropped}, and is
 * held for a few instructions. {@code flushing} lets flushes take turns, and is held while the store writes, which holds
 * up only other flushes and the start of an account, never a message. While a flush is planned or under way, a message
 * costs one entry of a list. At most {@value #MOST} wait; what comes over that is not stored, counted, and logged.
 */
public final class SeenLedger {
    static final int MOST = 16_384;

    private static final Logger LOG = LoggerFactory.getLogger(SeenLedger.class);
    static final Duration DELAY = Duration.ofMillis(500);

    private final StateStore store;
    private final Timers timers;
    private final Runnable plannedFlush = this::flushAsPlanned;
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock flushing = new ReentrantLock();
    private List<Entry> fresh = new ArrayList<>(); // guarded by lock
    private boolean planned; // guarded by lock
    private int dropped; // guarded by lock
    private boolean outage; // guarded by flushing

    /**
     * Begins with nothing in memory.
     *
     * @param store where it is kept
     * @param timers the clock
     */
    public SeenLedger(StateStore store, Timers timers) {
        this.store = store;
        this.timers = timers;
    }

    /**
     * The messages that an account saw in the last ten minutes. Blocks.
     *
     * @param login the account
     * @return their ids
     * @throws StateException if they cannot be read
     */
    public List<MessageId> recent(String login) {
        flush();
        return store.seenMessages(login, timers.instant().minus(StateStore.SEEN_FOR)).stream()
                .map(SeenMessage::id)
                .toList();
    }

    /**
     * Takes note of a message; does not block.
     *
     * @param login the account that saw it
     * @param id the message
     */
    public void add(String login, MessageId id) {
        lock.lock();
        try {
            if (fresh.size() >= MOST) {
                dropped++;
                return;
            }
            fresh.add(new Entry(login, id));
            if (planned) {
                return;
            }
            planned = true;
        } finally {
            lock.unlock();
        }
        timers.after(DELAY, plannedFlush);
    }

    /** Stores what has come; to be called at the end as well. Blocks. */
    public void flush() {
        flushing.lock();
        try {
            List<Entry> taken;
            int lost;
            lock.lock();
            try {
                taken = fresh;
                fresh = new ArrayList<>();
                lost = dropped;
                dropped = 0;
            } finally {
                lock.unlock();
            }
            if (!taken.isEmpty()) {
                save(taken);
            }
            if (lost > 0) {
                LOG.warn("{} messages came faster than they could be remembered as seen", lost);
            }
        } finally {
            flushing.unlock();
        }
    }

    private void flushAsPlanned() {
        try {
            flush();
        } finally {
            if (isMorePlanned()) {
                timers.after(DELAY, plannedFlush);
            }
        }
    }

    private boolean isMorePlanned() {
        lock.lock();
        try {
            planned = !fresh.isEmpty();
            return planned;
        } finally {
            lock.unlock();
        }
    }

    private void save(List<Entry> taken) {
        Instant now = timers.instant();
        try {
            store.saveSeen(taken.stream()
                    .map(entry -> new SeenMessage(entry.login(), entry.id(), now))
                    .toList());
            outage = false;
        } catch (StateException e) {
            if (!outage) {
                outage = true;
                LOG.warn(
                        "Which messages were seen cannot be stored; after a restart some may be handled again: {}",
                        e.getMessage());
            }
        }
    }

    private record Entry(String login, MessageId id) {}
}
