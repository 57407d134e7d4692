package dev.chameleonbot.engine.guard;

import dev.chameleonbot.engine.metrics.PluginMeter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks after all calls of behaviours of an engine: a {@link Crew} of threads for each plugin, and one platform thread that
 * watches them while there are any.
 *
 * <p>The watch itself depends on no virtual thread and waits for nobody: what it has found out is acted upon by threads of
 * their own. It outlives whatever goes wrong in a look: without it one call that hangs would stop its plugin for every
 * account.
 */
public final class Guards implements AutoCloseable {
    static final Duration TICK = Duration.ofMillis(50);
    private static final Executor REACTIONS =
            task -> Thread.ofPlatform().daemon().name("chameleon-guard").start(task);

    private final GuardLimits limits;
    private final Map<String, Crew> crews = new ConcurrentHashMap<>();
    private final Thread watch;
    private volatile boolean closed;
    /** Somebody has woken the watch since it last looked: the unpark alone may be used up by a lock on its way. */
    private volatile boolean awake;

    /**
     * Starts the watch.
     *
     * @param limits what calls may take
     */
    public Guards(GuardLimits limits) {
        this.limits = limits;
        this.watch = Thread.ofPlatform().daemon().name("chameleon-watch").start(this::watch);
    }

    /** What holds for all sessions. */
    public GuardLimits limits() {
        return limits;
    }

    /**
     * The threads of a plugin.
     *
     * @param pluginId the plugin
     * @return always the same for one id
     */
    public Crew crew(String pluginId) {
        return crews.computeIfAbsent(pluginId, id -> new Crew(id, limits, REACTIONS, this::wake));
    }

    /**
     * What counts the calls of each plugin's sessions.
     *
     * @return by plugin id; those too that do not run any more
     */
    public Map<String, PluginMeter> meters() {
        Map<String, PluginMeter> meters = new HashMap<>();
        crews.forEach((pluginId, crew) -> meters.put(pluginId, crew.meter()));
        return meters;
    }

    private void wake() {
        awake = true;
        LockSupport.unpark(watch);
    }

    private void watch() {
        long last = System.nanoTime();
        while (!closed) {
            long now = System.nanoTime();
            long passed = Math.min(now - last, 4 * TICK.toNanos());
            last = now;
            awake = false;
            boolean anybody = false;
            for (Crew crew : crews.values()) {
                anybody |= crew.tick(passed);
            }
            if (anybody) {
                LockSupport.parkNanos(this, TICK.toNanos());
            } else if (!awake) {
                LockSupport.park(this);
            }
        }
    }

    /** The calls that have not ended, by account and plugin. */
    public List<String> unfinished() {
        return crews.values().stream()
                .flatMap(crew -> crew.unfinished().stream())
                .toList();
    }

    /** Ends the watch, and all threads that are not in a call; those that are end with the process. */
    @Override
    public void close() {
        closed = true;
        wake();
        crews.values().forEach(Crew::close);
    }
}
