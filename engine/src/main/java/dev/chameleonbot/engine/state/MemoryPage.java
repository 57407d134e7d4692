package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.spi.StateStore.MemoryChange;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.plugin.api.Memory;
import dev.chameleonbot.plugin.host.MemoryLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one behaviour about one account.
 *
 * <p>Concurrency: one session thread reads and changes it while another thread flushes; neither ever waits for the
 * other. {@code entries} holds the truth, each entry with a mark whether it is still to be stored, so several changes of
 * a key are one, a failed flush leaves nothing to repair, and the newest value always wins. {@code changed} is set after
 * an entry was marked and cleared before the marks are looked for, so it may be set in vain but is never missed.
 */
final class MemoryPage implements Memory {
    /** With forgotten keys that the store has not heard of: only a behaviour that keeps inventing keys gets here. */
    private static final int MAX_ENTRIES = 4 * MemoryLimits.MOST_KEYS;

    private final String login;
    private final String pluginId;
    private final InstantSource clock;
    private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();
    private volatile boolean changed;
    private volatile boolean closed;

    MemoryPage(String login, String pluginId, InstantSource clock, Map<String, MemoryValue> stored) {
        this.login = login;
        this.pluginId = pluginId;
        this.clock = clock;
        stored.forEach((key, value) -> entries.put(key, new Entry(value, false)));
    }

    @Override
    public Optional<String> get(String key) {
        return living(entries.get(key), clock.instant()).map(MemoryValue::value);
    }

    @Override
    public Set<String> keys() {
        Instant now = clock.instant();
        return entries.entrySet().stream()
                .filter(entry -> living(entry.getValue(), now).isPresent())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void put(String key, String value) {
        put(key, new MemoryValue(value, null), clock.instant());
    }

    @Override
    public void put(String key, String value, Duration keepFor) {
        Instant now = clock.instant();
        put(key, new MemoryValue(value, MemoryLimits.expiry(now, keepFor)), now);
    }

    private void put(String key, MemoryValue value, Instant now) {
        requireOpen();
        MemoryLimits.requireShort(key, value.value());
        @Nullable Entry before = entries.get(key);
        Optional<MemoryValue> known = living(before, now);
        if (known.isPresent() && known.get().equals(value)) {
            return;
        }
        if (known.isEmpty() && entries.size() >= MemoryLimits.MOST_KEYS) {
            makeRoom(before != null, now);
        }
        entries.put(key, new Entry(value, true));
        changed = true;
    }

    @Override
    public void remove(String key) {
        requireOpen();
        @Nullable Entry before = entries.get(key);
        if (before != null && before.value() != null) {
            entries.put(key, new Entry(null, true));
            changed = true;
        }
    }

    boolean belongsTo(String account) {
        return login.equals(account);
    }

    boolean hasChanges() {
        return changed;
    }

    /** Whether nobody needs it any more. */
    boolean isDone() {
        return closed && !changed;
    }

    /** From now on it takes no changes. */
    void close() {
        closed = true;
    }

    /** Takes changes again. */
    MemoryPage reopened() {
        closed = false;
        return this;
    }

    /** What is to be stored; to be followed by {@link #stored} or {@link #notStored}. One flush at a time. */
    List<MemoryChange> changes() {
        changed = false;
        List<MemoryChange> changes = new ArrayList<>();
        entries.forEach((key, entry) -> {
            if (entry.unstored()) {
                changes.add(new MemoryChange(login, pluginId, key, entry.value()));
            }
        });
        return changes;
    }

    /** Removes the marks of changes that are stored, except where a newer change came meanwhile. */
    void stored(Collection<MemoryChange> changes) {
        for (MemoryChange change : changes) {
            @Nullable MemoryValue value = change.value();
            Entry stored = new Entry(value, true);
            if (value == null) {
                entries.remove(change.key(), stored);
            } else {
                entries.replace(change.key(), stored, new Entry(value, false));
            }
        }
    }

    /** Keeps the changes for the next flush. */
    void notStored() {
        changed = true;
    }

    private void makeRoom(boolean isHeld, Instant now) {
        // What has expired in the store as well needs no deletion; the store drops it by itself.
        entries.values()
                .removeIf(entry -> !entry.unstored() && living(entry, now).isEmpty());
        long living = entries.values().stream()
                .filter(entry -> living(entry, now).isPresent())
                .count();
        if (living >= MemoryLimits.MOST_KEYS) {
            throw MemoryLimits.tooManyKeys();
        }
        if (!isHeld && entries.size() >= MAX_ENTRIES) {
            throw new IllegalArgumentException("Keys are put and forgotten faster than they can be stored");
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The account " + login + " has ended; its memory takes no changes");
        }
    }

    private static Optional<MemoryValue> living(@Nullable Entry entry, Instant now) {
        if (entry == null || entry.value() == null) {
            return Optional.empty();
        }
        @Nullable Instant expiresAt = entry.value().expiresAt();
        return expiresAt == null || now.isBefore(expiresAt) ? Optional.of(entry.value()) : Optional.empty();
    }

    /**
     * What is known of a key.
     *
     * @param value its value; null where it was forgotten
     * @param unstored whether the store is still to hear of it
     */
    private record Entry(@Nullable MemoryValue value, boolean unstored) {}
}
