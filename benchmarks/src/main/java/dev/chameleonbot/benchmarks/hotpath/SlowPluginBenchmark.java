package dev.chameleonbot.benchmarks.hotpath;

import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A plugin whose calls wait for something, as for an answer of its author's own server: how long until one message for each
 * of eight accounts has been handled. With a thread for each it would be the time of one call.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Benchmark)
public class SlowPluginBenchmark {
    private static final int ACCOUNTS = 8;

    /** How long each call waits, in milliseconds. */
    @Param({"1", "5", "20", "40"})
    public int call;

    private final Semaphore done = new Semaphore(0);
    private InProcessBots bots = new InProcessBots(0, "none", bot -> message -> {}, (color, whenAnswered) -> {});

    /** Starts the bots. */
    @Setup
    public void start() {
        ChatBehaviour slow = bot -> message -> {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(call);
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            done.release();
        };
        bots = new InProcessBots(ACCOUNTS, "slow", slow, (color, whenAnswered) -> {});
    }

    /** Ends the bots. */
    @TearDown
    public void stop() {
        bots.close();
    }

    /**
     * A message for each account.
     *
     * @throws InterruptedException if JMH ends the run
     */
    @Benchmark
    public void oneMessageForEachOfEight() throws InterruptedException {
        bots.deliverOwn(ACCOUNTS);
        done.acquire(ACCOUNTS);
    }
}
