package dev.chameleonbot.plugin.testkit;

import dev.chameleonbot.plugin.api.Memory;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The memory of one session: it accepts changes until the session has ended, including those of its last call. */
final class SessionMemory implements Memory {
    private final Memory memory;
    private boolean ended;

    SessionMemory(Memory memory) {
        this.memory = memory;
    }

    /** Accepts no more changes. */
    void end() {
        ended = true;
    }

    @Override
    public Optional<String> get(String key) {
        return memory.get(key);
    }

    @Override
    public Set<String> keys() {
        return memory.keys();
    }

    @Override
    public void put(String key, String value) {
        requireOpen();
        memory.put(key, value);
    }

    @Override
    public void put(String key, String value, Duration keepFor) {
        requireOpen();
        memory.put(key, value, keepFor);
    }

    @Override
    public void remove(String key) {
        requireOpen();
        memory.remove(key);
    }

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException("The session has ended; its memory accepts no changes");
        }
    }
}
