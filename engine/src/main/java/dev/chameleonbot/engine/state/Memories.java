package dev.chameleonbot.engine.state;

import dev.chameleonbot.plugin.api.Memory;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The memories of all behaviours about the accounts that run.
 *
 * <p>Concurrency: any thread may call it, but an account is opened and closed by one thread at a time, and closed after its
 * sessions have ended.
 */
public final class Memories {
    private final StateCache cache;
    private final InstantSource clock;
    private final ConcurrentMap<String, Map<String, CachedMemory>> open = new ConcurrentHashMap<>();

    /**
     * Begins with nothing in memory.
     *
     * @param cache where memories come from and go to
     * @param clock says what has expired
     */
    public Memories(StateCache cache, InstantSource clock) {
        this.cache = cache;
        this.clock = clock;
    }

    /**
     * A behaviour's memory about an account, with what was kept of it. Blocks while it is read.
     *
     * @param login the account
     * @param pluginId the behaviour's plugin
     * @return the memory; the same one each time, until the account is closed
     * @throws dev.chameleonbot.engine.spi.StateException if it cannot be read
     */
    public Memory open(String login, String pluginId) {
        Map<String, CachedMemory> ofAccount = open.computeIfAbsent(login, same -> new ConcurrentHashMap<>());
        @Nullable CachedMemory held = ofAccount.get(pluginId);
        if (held != null) {
            return held;
        }
        CachedMemory read = new CachedMemory(login, pluginId, cache, clock, cache.memory(login, pluginId));
        @Nullable CachedMemory other = ofAccount.putIfAbsent(pluginId, read);
        return other == null ? read : other;
    }

    /**
     * Ends an account's memories. The handed-out memories take no further changes; what was changed is the journal's.
     *
     * @param login the account
     */
    public void close(String login) {
        @Nullable Map<String, CachedMemory> ended = open.remove(login);
        if (ended != null) {
            ended.values().forEach(CachedMemory::close);
        }
    }

    /** How many accounts have open memories. */
    int size() {
        return open.size();
    }
}
