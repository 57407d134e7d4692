package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.colorchanger.ColorChanger;
import dev.chameleonbot.engine.color.ColorTransport.Answer;
import dev.chameleonbot.engine.color.ColorWriter;
import dev.chameleonbot.engine.dispatch.BehaviourRoster;
import dev.chameleonbot.engine.dispatch.BotServices;
import dev.chameleonbot.engine.dispatch.ChatDispatcher;
import dev.chameleonbot.engine.dispatch.PluginSwitches;
import dev.chameleonbot.engine.guard.GuardLimits;
import dev.chameleonbot.engine.guard.Guards;
import dev.chameleonbot.engine.resilience.SystemTimers;
import dev.chameleonbot.engine.state.SeenLedger;
import dev.chameleonbot.plugin.api.Account;
import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.UserId;
import dev.chameleonbot.plugin.api.host.AccountPlatform;
import dev.chameleonbot.plugin.api.host.ServiceRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The hot path in one process: the text of a frame goes in, the request for a colour comes out at a transport that only
 * counts it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class HotPathBenchmark {
    private static final int FRAMES = 1_000;

    /** How many bots the frames are for, in turn. */
    @Param({"1", "100", "1000"})
    public int bots;

    private final Semaphore requests = new Semaphore(0);
    private final SystemTimers timers = new SystemTimers();
    private final Guards guards = new Guards(GuardLimits.STANDARD);
    private final SeenLedger seen = new SeenLedger(new NoStore(), timers);
    private List<BenchmarkedBot> running = List.of();
    private long sent;

    /** Starts the bots. */
    @Setup
    public void start() {
        BehaviourRoster roster = new BehaviourRoster(
                List.of(new BehaviourRoster.Entry("color-changer", new ColorChanger(), Audience.OWN_MESSAGES)),
                new PluginSwitches(login -> new HeapMemory()));
        running = IntStream.range(0, bots).mapToObj(i -> bot(roster, i)).toList();
    }

    /** Ends the bots. */
    @TearDown
    public void stop() {
        running.forEach(bot -> bot.dispatcher.close());
        guards.close();
        timers.close();
    }

    /**
     * Own messages, each of which leads to a request.
     *
     * @throws InterruptedException if JMH ends the run
     */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public void ownMessageToRequest() throws InterruptedException {
        for (int i = 0; i < FRAMES; i++) {
            running.get(i % bots).take(sent++);
        }
        requests.acquire(FRAMES);
    }

    /** Somebody else's messages, which are dropped as soon as their writer is known. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public void strangersMessageToNothing() {
        for (int i = 0; i < FRAMES; i++) {
            running.get(i % bots).takeStrangers(sent++);
        }
    }

    private BenchmarkedBot bot(BehaviourRoster roster, int number) {
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        ColorWriter colors = new ColorWriter(
                "bot" + number,
                (color, whenAnswered) -> {
                    requests.release();
                    whenAnswered.accept(new Answer.Accepted());
                },
                timers,
                random);
        UserId self = new UserId(Integer.toString(1_000 + number));
        BotServices shared = new BotServices(
                new Account(self, "bot" + number, true),
                colors,
                (channel, text, whenDone) -> {},
                timers,
                new AccountPlatform(new ServiceRegistry(), timers::nanos),
                event -> {},
                guards);
        ChatDispatcher dispatcher = roster.dispatcher(shared, Map.of(), pluginId -> new HeapMemory(), seen);
        dispatcher.start();
        return new BenchmarkedBot(new FrameReader(self, dispatcher::wantsEveryone, timers), dispatcher, self);
    }

    /** One bot, without its socket. */
    private static final class BenchmarkedBot {
        private static final String STRANGER = "99";

        private final FrameReader reader;
        private final ChatDispatcher dispatcher;
        private final SampleFrame own;
        private final SampleFrame strangers;

        BenchmarkedBot(FrameReader reader, ChatDispatcher dispatcher, UserId self) {
            this.reader = reader;
            this.dispatcher = dispatcher;
            this.own = new SampleFrame(self.value());
            this.strangers = new SampleFrame(STRANGER);
        }

        void take(long number) {
            deliver(own.text(number));
        }

        void takeStrangers(long number) {
            deliver(strangers.text(number));
        }

        private void deliver(String text) {
            if (reader.read(text) instanceof Frame.Chat chat) {
                dispatcher.deliver(chat.message());
            }
        }
    }
}
