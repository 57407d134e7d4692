package dev.chameleonbot.engine.metrics;

import dev.chameleonbot.engine.model.EngineMetrics.OfPlugin;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what one plugin's sessions do, from any thread, without a lock or memory. */
public final class PluginMeter {
    private final LongAdder calls = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder droppedOwn = new LongAdder();
    private final LongAdder droppedOthers = new LongAdder();

    /** Counts nothing yet. */
    public PluginMeter() {}

    /**
     * Counts the calls of one turn.
     *
     * @param length how long the turn has taken, in nanoseconds
     */
    public void called(long made, long length) {
        calls.add(made);
        nanos.add(length);
    }

    /** Counts a call that has failed or taken too long. */
    public void failed() {
        failures.increment();
    }

    /**
     * Counts messages that were dropped.
     *
     * @param own whether the account itself has written them
     */
    public void dropped(long count, boolean own) {
        (own ? droppedOwn : droppedOthers).add(count);
    }

    /** What was counted until now; nothing waits in it. */
    public OfPlugin now() {
        return new OfPlugin(
                calls.sum(),
                Duration.ofNanos(nanos.sum()),
                failures.sum(),
                droppedOwn.sum(),
                droppedOthers.sum(),
                0,
                Map.of());
    }
}
