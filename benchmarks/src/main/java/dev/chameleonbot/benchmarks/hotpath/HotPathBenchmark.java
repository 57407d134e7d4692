package dev.chameleonbot.benchmarks.hotpath;

import dev.chameleonbot.colorchanger.ColorChanger;
import dev.chameleonbot.engine.color.ColorTransport.Answer;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The hot path in one process: the text of a frame goes in, the request for a colour comes out at a transport that only
 * counts it. Frames come as fast as they are taken, so all that one costs is in its time, on however many threads.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
@State(Scope.Benchmark)
public class HotPathBenchmark {
    private static final int FRAMES = 1_000;

    /** How many bots the frames are for, in turn. */
    @Param({"1", "100", "1000"})
    public int bots;

    private final Semaphore done = new Semaphore(0);
    private InProcessBots colorChangers = none();
    private InProcessBots listeners = none();

    /** Starts the bots. */
    @Setup
    public void start() {
        colorChangers = new InProcessBots(bots, "color-changer", new ColorChanger(), (color, whenAnswered) -> {
            done.release();
            whenAnswered.accept(new Answer.Accepted());
        });
        ChatBehaviour listener = bot -> message -> done.release();
        listeners = new InProcessBots(bots, "listener", listener, (color, whenAnswered) -> {});
    }

    /** Ends the bots. */
    @TearDown
    public void stop() {
        colorChangers.close();
        listeners.close();
    }

    /**
     * Own messages, each of which leads to a request.
     *
     * @throws InterruptedException if JMH ends the run
     */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public void ownMessageToRequest() throws InterruptedException {
        colorChangers.deliverOwn(FRAMES);
        done.acquire(FRAMES);
    }

    /**
     * Own messages as far as a behaviour that does nothing with them.
     *
     * @throws InterruptedException if JMH ends the run
     */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public void ownMessageToBehaviour() throws InterruptedException {
        listeners.deliverOwn(FRAMES);
        done.acquire(FRAMES);
    }

    /** Somebody else's messages, which are dropped as soon as their writer is known. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public void strangersMessageToNothing() {
        colorChangers.deliverStrangers(FRAMES);
    }

    /** Making the frame of an own message, which is a part of what the two above take. */
    @Benchmark
    public String ownFrameAlone() {
        return listeners.ownFrame(0);
    }

    private static InProcessBots none() {
        return new InProcessBots(0, "none", bot -> message -> {}, (color, whenAnswered) -> {});
    }
}
