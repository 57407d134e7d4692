package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.spi.StateChange.MemoryChange;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.plugin.api.Memory;
import dev.chameleonbot.plugin.host.MemoryLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
 * <p>Concurrency: its session changes it, one thread at a time; any thread may read. {@code values} holds the truth, and
 * the journal gets each change. A removed key keeps an expired value in its place until room is needed and the
 * journal has written its removal, so that keys which come and go faster than that stay bounded.
 */
final class CachedMemory implements Memory {
    /** With removed keys that are not written yet: only a behaviour that keeps inventing keys gets here. */
    private static final int MAX_ENTRIES = 4 * MemoryLimits.MOST_KEYS;

    private static final MemoryValue REMOVED = new MemoryValue("", Instant.MIN);

    private final String login;
    private final String pluginId;
    private final StateCache cache;
    private final InstantSource clock;
    private final ConcurrentMap<String, MemoryValue> values;
    private volatile boolean closed;

    CachedMemory(
            String login, String pluginId, StateCache cache, InstantSource clock, Map<String, MemoryValue> stored) {
        this.login = login;
        this.pluginId = pluginId;
        this.cache = cache;
        this.clock = clock;
        this.values = new ConcurrentHashMap<>(stored);
    }

    @Override
    public Optional<String> get(String key) {
        @Nullable MemoryValue value = values.get(key);
        return value != null && isAlive(value, clock.instant()) ? Optional.of(value.value()) : Optional.empty();
    }

    @Override
    public Set<String> keys() {
        Instant now = clock.instant();
        return values.entrySet().stream()
                .filter(entry -> isAlive(entry.getValue(), now))
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
        @Nullable MemoryValue before = values.get(key);
        if (before == null || !isAlive(before, now)) {
            if (values.size() >= MemoryLimits.MOST_KEYS) {
                makeRoom(before != null, now);
            }
        } else if (before.equals(value)) {
            return;
        }
        values.put(key, value);
        cache.put(new MemoryChange(login, pluginId, key, value));
    }

    @Override
    public void remove(String key) {
        requireOpen();
        @Nullable MemoryValue before = values.get(key);
        if (before != null && !before.equals(REMOVED)) {
            values.put(key, REMOVED);
            cache.put(new MemoryChange(login, pluginId, key, null));
        }
    }

    /** From now on it takes no changes. */
    void close() {
        closed = true;
    }

    private void makeRoom(boolean isHeld, Instant now) {
        // What has expired is dropped by the store itself.
        values.entrySet()
                .removeIf(entry -> entry.getValue().equals(REMOVED)
                        ? !cache.isUnwritten(login, pluginId, entry.getKey())
                        : !isAlive(entry.getValue(), now));
        long alive =
                values.values().stream().filter(value -> isAlive(value, now)).count();
        if (alive >= MemoryLimits.MOST_KEYS) {
            throw MemoryLimits.tooManyKeys();
        }
        if (!isHeld && values.size() >= MAX_ENTRIES) {
            throw new IllegalArgumentException("Keys are put and forgotten faster than they can be stored");
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The account " + login + " has ended; its memory accepts no changes");
        }
    }

    private static boolean isAlive(MemoryValue value, Instant now) {
        @Nullable Instant expiresAt = value.expiresAt();
        return expiresAt == null || now.isBefore(expiresAt);
    }
}
