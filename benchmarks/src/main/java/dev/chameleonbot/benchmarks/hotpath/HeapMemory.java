package dev.chameleonbot.benchmarks.hotpath;

import dev.chameleonbot.plugin.api.Memory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A memory that stores nothing: what the disk costs is no part of the hot path. */
final class HeapMemory implements Memory {
    private final Map<String, String> values = new ConcurrentHashMap<>();

    @Override
    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public Set<String> keys() {
        return Set.copyOf(values.keySet());
    }

    @Override
    public void put(String key, String value) {
        values.put(key, value);
    }

    @Override
    public void put(String key, String value, Duration keepFor) {
        values.put(key, value);
    }

    @Override
    public void remove(String key) {
        values.remove(key);
    }
}
