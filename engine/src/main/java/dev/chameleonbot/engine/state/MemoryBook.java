package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.spi.StateStore.MemoryChange;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.plugin.api.Memory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memories of all behaviours about all accounts: read and changed in memory, stored together by {@link #flush()}.
 *
 * <p>Concurrency: any thread may call it, but an account is opened and closed by one thread at a time, after its
 * sessions have ended. A page is reopened and dropped in an atomic operation of {@code pages}, so that none in use is
 * dropped; {@link MemoryPage} says how a session and a flush share it.
 * {@code flushing} lets flushes take turns, so that an older one cannot overtake a newer one, and guards {@code outage};
 * it is held while the store writes, which holds up only other flushes, never a session. The store is called by the
 * thread that opens, flushes or closes.
 */
public final class MemoryBook {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryBook.class);

    private final StateStore store;
    private final InstantSource clock;
    private final ConcurrentMap<Title, MemoryPage> pages = new ConcurrentHashMap<>();
    private final ReentrantLock flushing = new ReentrantLock();
    private boolean outage; // guarded by flushing

    /**
     * Begins with nothing in memory.
     *
     * @param store where memories come from and go to
     * @param clock says what has expired
     */
    public MemoryBook(StateStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * A behaviour's memory about an account, with what was stored of it. Blocks while it is read.
     *
     * @param login the account
     * @param pluginId the behaviour's plugin
     * @return the memory; the same one each time, until the account is closed
     * @throws StateException if it cannot be read
     */
    public Memory open(String login, String pluginId) {
        Title title = new Title(login, pluginId);
        @Nullable MemoryPage held = pages.computeIfPresent(title, (same, page) -> page.reopened());
        if (held != null) {
            return held;
        }
        Map<String, MemoryValue> stored = store.memory(login, pluginId);
        MemoryPage loaded = new MemoryPage(login, pluginId, clock, stored);
        return pages.merge(title, loaded, (other, same) -> other.reopened());
    }

    /** Whether a flush has anything to do. */
    public boolean hasChanges() {
        return pages.values().stream().anyMatch(MemoryPage::hasChanges);
    }

    /**
     * Stores all changes in one transaction. Where that fails, they are kept for the next time, and the failure is
     * logged unless the last flush failed as well.
     *
     * @return whether all is stored that was changed before the call
     */
    public boolean flush() {
        flushing.lock();
        try {
            boolean stored = storeChanges();
            for (Title title : pages.keySet()) {
                pages.computeIfPresent(title, (same, page) -> page.isDone() ? null : page);
            }
            return stored;
        } finally {
            flushing.unlock();
        }
    }

    /**
     * Ends an account's memories: stores what has changed and holds nothing of it any more. If it cannot be stored now,
     * the changes are held until it can. The handed-out memories take no further changes.
     *
     * @param login the account
     * @return whether all of it is stored
     */
    public boolean close(String login) {
        for (MemoryPage page : pages.values()) {
            if (page.belongsTo(login)) {
                page.close();
            }
        }
        return flush();
    }

    /** How many memories are held. */
    int size() {
        return pages.size();
    }

    private boolean storeChanges() {
        Map<MemoryPage, List<MemoryChange>> changed = new LinkedHashMap<>();
        for (MemoryPage page : pages.values()) {
            if (page.hasChanges()) {
                changed.put(page, page.changes());
            }
        }
        List<MemoryChange> all = new ArrayList<>();
        changed.values().forEach(all::addAll);
        if (all.isEmpty()) {
            return true;
        }
        boolean stored = false;
        try {
            store.saveMemory(all);
            stored = true;
            changed.forEach(MemoryPage::stored);
        } catch (StateException e) {
            sayOnce(all, e);
        } finally {
            if (!stored) {
                changed.keySet().forEach(MemoryPage::notStored);
            }
        }
        if (stored && outage) {
            outage = false;
            LOG.info("What behaviours remember is stored again");
        }
        return stored;
    }

    private void sayOnce(Collection<MemoryChange> changes, StateException e) {
        if (!outage) {
            outage = true;
            LOG.warn(
                    "What behaviours remember cannot be stored; {} changes are kept in memory until it can be: {}",
                    changes.size(),
                    e.getMessage());
        }
    }

    private record Title(String login, String pluginId) {}
}
