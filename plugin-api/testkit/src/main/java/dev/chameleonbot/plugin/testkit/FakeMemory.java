package dev.chameleonbot.plugin.testkit;

import dev.chameleonbot.plugin.api.Memory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A memory with the limits of the real one, which outlives the sessions of a testkit. */
final class FakeMemory implements Memory {
    private static final int MAX_LENGTH = 1_024;
    private static final int MAX_KEYS = 256;

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
    public void put(String key, String value) {
        put(key, new Entry(value, Instant.MAX));
    }

    @Override
    public void put(String key, String value, Duration keepFor) {
        if (!keepFor.isPositive()) {
            throw new IllegalArgumentException("A value cannot be kept for " + keepFor);
        }
        put(key, new Entry(value, clock.instant().plus(keepFor)));
    }

    @Override
    public void remove(String key) {
        entries.remove(key);
    }

    private void put(String key, Entry entry) {
        requireShort("key", key);
        requireShort("value", entry.value);
        forgetExpired();
        if (!entries.containsKey(key) && entries.size() == MAX_KEYS) {
            throw new IllegalArgumentException("A behaviour may keep " + MAX_KEYS + " keys an account, not more");
        }
        entries.put(key, entry);
    }

    private void forgetExpired() {
        Instant now = clock.instant();
        entries.values().removeIf(entry -> !now.isBefore(entry.expiry));
    }

    private static void requireShort(String what, String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A " + what + " of a memory may have " + MAX_LENGTH + " characters, not " + text.length());
        }
    }

    private record Entry(String value, Instant expiry) {}
}
