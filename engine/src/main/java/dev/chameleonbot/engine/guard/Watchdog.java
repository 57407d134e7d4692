package dev.chameleonbot.engine.guard;

import dev.chameleonbot.engine.metrics.PluginMeter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the calls of an engine's behaviours, each on a thread of its plugin's {@link PluginExecutor}. A call that takes too
 * long is interrupted; one that does not even end then is given up. Where calls are slow, their plugin gets more threads.
 *
 * <p>Concurrency: one platform thread looks at all calls, every {@link #TICK} while there is anything to do. It depends on no
 * virtual thread and waits for nobody: what it decides is done by threads of their own. It survives any failure in a
 * look: without it one call that hangs would stop its plugin for every account. Before it sleeps it says so, then looks once
 * more. Producers add work first, then check whether it sleeps. Its time is the system's own: what it measures are threads
 * that really run.
 */
public final class Watchdog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);
    static final Duration TICK = Duration.ofMillis(50);
    /** It stays awake so long after the end of all work: waking it costs more than a look. */
    private static final Duration AWAKE = Duration.ofSeconds(10);

    private final GuardLimits limits;
    private final Executor actions;
    private final Duration awake;
    private final Map<String, PluginExecutor> executors = new ConcurrentHashMap<>();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("chameleon-watch").unstarted(this::watch);
    private volatile boolean asleep;
    private volatile boolean closed;
    /** Whether a check has failed and that was reported. Of the watchdog's thread. */
    private boolean failing;

    /** Starts to watch. */
    public Watchdog(GuardLimits limits) {
        this(
                limits,
                action -> Thread.ofPlatform().daemon().name("chameleon-guard").start(action),
                AWAKE);
        start();
    }

    /** Not started, with another way to act and another time that it stays awake, for tests. */
    Watchdog(GuardLimits limits, Executor actions, Duration awake) {
        this.limits = limits;
        this.actions = actions;
        this.awake = awake;
    }

    void start() {
        thread.start();
    }

    /** Watches one that was made elsewhere, for tests. */
    void add(PluginExecutor executor) {
        executors.put(executor.pluginId(), executor);
    }

    /** What holds for all calls. */
    public GuardLimits limits() {
        return limits;
    }

    /**
     * The threads of a plugin.
     *
     * @return always the same for one id
     */
    public PluginExecutor executor(String pluginId) {
        return executors.computeIfAbsent(pluginId, id -> new PluginExecutor(id, this::wake));
    }

    /**
     * What counts the calls of each plugin's sessions.
     *
     * @return by plugin id; those too that do not run any more
     */
    public Map<String, PluginMeter> meters() {
        Map<String, PluginMeter> meters = new HashMap<>();
        executors.forEach((pluginId, executor) -> meters.put(pluginId, executor.meter()));
        return meters;
    }

    void wake() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    private void watch() {
        long last = System.nanoTime();
        long busy = last;
        while (!closed) {
            long now = System.nanoTime();
            if (look(Math.min(now - last, 4 * TICK.toNanos()))) {
                busy = now;
            }
            last = now;
            if (now - busy < awake.toNanos()) {
                LockSupport.parkNanos(this, TICK.toNanos());
            } else {
                sleep();
                busy = System.nanoTime();
            }
        }
    }

    private void sleep() {
        asleep = true;
        while (asleep && !closed && executors.values().stream().noneMatch(PluginExecutor::isBusy)) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    /** Looks after all calls, so many nanoseconds after the last time; false if nothing is to be done for anybody. */
    boolean look(long passed) {
        boolean busy = false;
        boolean failed = false;
        for (PluginExecutor executor : executors.values()) {
            try {
                look(executor, passed);
            } catch (Throwable e) { // It is looked after in the next look.
                failed = true;
                tell(executor, e);
            }
            busy |= executor.isBusy();
        }
        failing &= failed;
        return busy;
    }

    private void tell(PluginExecutor executor, Throwable failure) {
        if (failing) {
            return;
        }
        try {
            log.error("The calls of '{}' could not be looked after just now", executor.pluginId(), failure);
            failing = true;
        } catch (OutOfMemoryError e) { // That needs memory too: told in a later look.
            failing = false;
        }
    }

    private void look(PluginExecutor executor, long passed) {
        int waiting = 0;
        int burning = 0;
        for (PluginThread one : executor.threads()) {
            long state = one.callState();
            Observation seen = one.observation();
            if (!seen.look(state, passed)) {
                waiting += executor.hasLongTurns() && seen.waits(state) ? 1 : 0;
                continue;
            }
            burning += seen.burning() ? 1 : 0;
            waiting += seen.burning() ? 0 : 1;
            PluginTask task = one.task();
            if (task != null && seen.longerThan(limits.call())) {
                LongCall call = new LongCall(one.what(), seen.lasted(), seen.burning());
                act(executor, one, state, task, call);
            }
        }
        executor.adapt(waiting, burning);
    }

    private void act(PluginExecutor executor, PluginThread one, long state, PluginTask task, LongCall call) {
        boolean isInterrupted = PluginThread.wasInterrupted(state);
        if (isInterrupted && call.lasted().compareTo(limits.longestCall()) < 0) {
            return;
        }
        try {
            actions.execute(() -> {
                String trace = LongCall.trace(one);
                if (!isInterrupted && one.interrupt(state)) {
                    log.warn(
                            "'{}' takes too long for {} in {} and is interrupted: it has {}{}",
                            task.pluginId(),
                            task.login(),
                            call.what(),
                            call,
                            trace);
                } else if (isInterrupted && executor.giveUp(one, state, task, call)) {
                    log.error(
                            "'{}' does not come back to {} from {}, not even when interrupted: it has {}{}",
                            task.pluginId(),
                            task.login(),
                            call.what(),
                            call,
                            trace);
                    task.abandoned(call.what() + " did not end: it " + call.doing() + " for "
                            + call.lasted().toSeconds() + " s and ignored the interrupt");
                }
            });
        } catch (OutOfMemoryError e) { // No thread: the next look asks for one again.
            executor.tellStarved(e);
        }
    }

    /** The calls that have not ended, by account and plugin. */
    public List<String> unfinished() {
        return executors.values().stream()
                .flatMap(executor -> executor.unfinished().stream())
                .toList();
    }

    /** Ends the watch, and all threads that are in no call; those that are end with the process. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        executors.values().forEach(PluginExecutor::close);
    }
}
