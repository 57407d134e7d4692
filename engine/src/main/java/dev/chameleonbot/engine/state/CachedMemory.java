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
 * the journal gets each change. Keys that come and go faster than the journal writes are bounded there.
 */
final class CachedMemory implements Memory {
    /** Only a behaviour that keeps inventing keys gets here. */
    private static final int MOST_UNWRITTEN = 4 * MemoryLimits.MOST_KEYS;

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
        if (value.equals(before)) {
            return;
        }
        if (before == null) {
            makeRoom(now);
        }
        values.put(key, value);
        cache.put(new MemoryChange(login, pluginId, key, value));
    }

    @Override
    public void remove(String key) {
        requireOpen();
        if (values.remove(key) != null) {
            cache.put(new MemoryChange(login, pluginId, key, null));
        }
    }

    /** From now on it takes no changes. */
    void close() {
        closed = true;
    }

    private void makeRoom(Instant now) {
        if (values.size() >= MemoryLimits.MOST_KEYS) {
            values.values().removeIf(value -> !isAlive(value, now)); // The store drops them by itself.
        }
        if (values.size() >= MemoryLimits.MOST_KEYS) {
            throw MemoryLimits.tooManyKeys();
        }
        if (cache.unwritten(login, pluginId) >= MOST_UNWRITTEN) {
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
