package dev.chameleonbot.benchmarks.hotpath;

import dev.chameleonbot.engine.color.ColorTransport.Answer;
import dev.chameleonbot.engine.color.ColorWriter;
import dev.chameleonbot.engine.color.Origin;
import dev.chameleonbot.engine.dispatch.RecentIds;
import dev.chameleonbot.engine.events.AccountFeeds;
import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.resilience.SystemTimers;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ColorResult;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Single steps of the hot path: de-duplication and the writer of colours. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Thread)
public class StepsBenchmark {
    private static final int BURST = 10;
    private static final int MOST_IDS = 16_384;
    private static final String KNOWN = "3fb6d62d-c9ae-44fd-a760-ffffffffffff";
    private static final int FIRST_NEW = 1 << 28;

    private final SystemTimers timers = new SystemTimers();
    private final RecentIds ids = new RecentIds(timers::nanos, MOST_IDS);
    private final ActivityMeter activity = new ActivityMeter("alice", new AccountFeeds(), new EngineMeters());
    private final ColorWriter prompt = new ColorWriter(
            "prompt",
            (color, answered) -> answered.accept(new Answer.Accepted()),
            timers,
            activity,
            state -> {},
            unauthorized -> {});
    private Consumer<Answer> open = answer -> {};
    private final ColorWriter slow = new ColorWriter(
            "slow", (color, answered) -> open = answered, timers, activity, state -> {}, unauthorized -> {});
    private int number;

    /** Ends the clock. */
    @TearDown
    public void stop() {
        timers.close();
    }

    /** A message that has not come before; making its id is in the time. */
    @Benchmark
    public boolean idThatIsNew() {
        return ids.add("3fb6d62d-c9ae-44fd-a760-0000" + Integer.toHexString(FIRST_NEW + (number++ & FIRST_NEW - 1)));
    }

    /** A message that has come before. */
    @Benchmark
    public boolean idThatIsKnown() {
        return ids.add(KNOWN);
    }

    /** A colour that is answered at once. */
    @Benchmark
    public void colorWhenIdle(Blackhole results) {
        prompt.write(new ChatColor.Hex(number++ & 0xFFFFFF), Origin.NONE, results::consume);
    }

    /** A colour in a burst of ten while the first one is under way: all but two are superseded. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void colorInABurst(Blackhole results) {
        Consumer<ColorResult> whenDone = results::consume;
        for (int i = 0; i < BURST; i++) {
            slow.write(new ChatColor.Hex(number++ & 0xFFFFFF), Origin.NONE, whenDone);
        }
        open.accept(new Answer.Accepted());
        open.accept(new Answer.Accepted());
    }
}
