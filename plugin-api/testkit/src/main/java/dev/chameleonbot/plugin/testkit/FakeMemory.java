package dev.chameleonbot.plugin.testkit;

import dev.chameleonbot.plugin.api.Memory;
import dev.chameleonbot.plugin.host.MemoryLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A memory with the limits of the real one; it outlives the sessions of a testkit. */
final class FakeMemory implements Memory {
    private final InstantSource clock;
    private final Map<String, Entry> entries = new HashMap<>();

    FakeMemory(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Optional<String> get(String key) {
        forgetExpired();
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    @Override
    public Set<String> keys() {
        forgetExpired();
        return Set.copyOf(entries.keySet());
    }

    @Override
    public void put(String key, String value) {
        put(key, new Entry(value, Instant.MAX));
    }

    @Override
    public void put(String key, String value, Duration keepFor) {
        put(key, new Entry(value, MemoryLimits.expiry(clock.instant(), keepFor)));
    }

    @Override
    public void remove(String key) {
        entries.remove(key);
    }

    private void put(String key, Entry entry) {
        MemoryLimits.requireShort(key, entry.value);
        forgetExpired();
        if (!entries.containsKey(key) && entries.size() == MemoryLimits.MOST_KEYS) {
            throw MemoryLimits.tooManyKeys();
        }
        entries.put(key, entry);
    }

    private void forgetExpired() {
        Instant now = clock.instant();
        entries.values().removeIf(entry -> !now.isBefore(entry.expiry));
    }

    private record Entry(String value, Instant expiry) {}
}
