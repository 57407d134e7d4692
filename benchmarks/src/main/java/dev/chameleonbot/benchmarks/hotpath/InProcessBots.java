package dev.chameleonbot.benchmarks.hotpath;

import dev.chameleonbot.engine.chat.ChatQueue;
import dev.chameleonbot.engine.color.ColorTransport;
import dev.chameleonbot.engine.color.ColorWriter;
import dev.chameleonbot.engine.dispatch.BehaviourRegistry;
import dev.chameleonbot.engine.dispatch.BotServices;
import dev.chameleonbot.engine.dispatch.DeployedBehaviour;
import dev.chameleonbot.engine.dispatch.Dispatcher;
import dev.chameleonbot.engine.dispatch.Switches;
import dev.chameleonbot.engine.events.AccountFeeds;
import dev.chameleonbot.engine.eventsub.Frame;
import dev.chameleonbot.engine.eventsub.FrameReader;
import dev.chameleonbot.engine.guard.GuardLimits;
import dev.chameleonbot.engine.guard.Watchdog;
import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineEvent.PluginFailed;
import dev.chameleonbot.engine.resilience.SystemTimers;
import dev.chameleonbot.engine.state.StateCache;
import dev.chameleonbot.plugin.api.Account;
import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.SayResult;
import dev.chameleonbot.plugin.api.UserId;
import dev.chameleonbot.plugin.host.HostPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * Bots with one behaviour, put together as the engine does, but without sockets, disk and
 * Twitch: frames are handed in, and colours go to a transport of the caller's.
 *
 * <p>What delivers is for one thread.
 */
final class InProcessBots implements AutoCloseable {
    private static final String STRANGER = "99";
    private static final SampleFrame STRANGERS = new SampleFrame(STRANGER);
    /** Always the same: it is dropped before anybody asks whether it has come before. */
    private static final String STRANGERS_FRAME = STRANGERS.text(0);

    private final SystemTimers timers = new SystemTimers();
    private final HostPlatform platform = new HostPlatform(timers::nanos);
    private final Watchdog watchdog = new Watchdog(GuardLimits.STANDARD);
    private final StateCache state = new StateCache(new NoStore(), timers, Thread.ofVirtual()::start, event -> {});
    private final AccountFeeds feeds = new AccountFeeds();
    private final EngineMeters meters = new EngineMeters();
    private final BehaviourRegistry behaviours;
    private final ColorTransport transport;
    private final List<InProcessBot> bots;
    private final Queue<PluginFailed> failures = new ConcurrentLinkedQueue<>();
    private long messages;

    /** Starts so many bots, whose behaviour sees own messages only. */
    InProcessBots(int count, String pluginId, ChatBehaviour behaviour, ColorTransport transport) {
        this(count, pluginId, behaviour, Audience.OWN_MESSAGES, transport);
    }

    /** Starts so many bots. */
    InProcessBots(int count, String pluginId, ChatBehaviour behaviour, Audience audience, ColorTransport transport) {
        this.transport = transport;
        this.behaviours = new BehaviourRegistry(
                List.of(new DeployedBehaviour(pluginId, behaviour, audience, Set.of())),
                new Switches(login -> new HeapMemory()),
                timers);
        this.bots = IntStream.range(0, count).mapToObj(this::start).toList();
    }

    /** The next frame with an own message of a bot: another one each time. */
    String ownFrame(int bot) {
        return bots.get(bot % bots.size()).own.text(messages++);
    }

    /** Frames for the bots in turn. */
    void deliver(List<String> frames) {
        for (int i = 0; i < frames.size(); i++) {
            bots.get(i % bots.size()).deliver(frames.get(i));
        }
    }

    /** So many own messages, for the bots in turn; making their frames is part of it. */
    void deliverOwn(int count) {
        for (int i = 0; i < count; i++) {
            bots.get(i % bots.size()).deliver(ownFrame(i));
        }
    }

    /** So many messages of somebody else that the behaviour is to see, for the bots in turn. */
    void deliverOthers(int count) {
        for (int i = 0; i < count; i++) {
            bots.get(i % bots.size()).deliver(STRANGERS.text(messages++));
        }
    }

    /** So many messages of somebody else that the behaviour is not to see, for the bots in turn. */
    void deliverStrangers(int count) {
        for (int i = 0; i < count; i++) {
            bots.get(i % bots.size()).deliver(STRANGERS_FRAME);
        }
    }

    /** Waits until all that was delivered has been handled. */
    void quiesce() throws InterruptedException {
        for (InProcessBot bot : bots) {
            bot.dispatcher.quiesce(Deadline.in(Duration.ofMinutes(1)));
        }
    }

    /** What the behaviour has failed in so far. */
    List<PluginFailed> failures() {
        return List.copyOf(failures);
    }

    private void happened(EngineEvent event) {
        if (event instanceof PluginFailed failure) {
            failures.add(failure);
        }
    }

    @Override
    public void close() {
        bots.forEach(bot -> bot.dispatcher.close());
        watchdog.close();
        timers.close();
    }

    private InProcessBot start(int number) {
        UserId self = new UserId(Integer.toString(1_000 + number));
        ActivityMeter activity = new ActivityMeter("bot" + number, feeds, meters);
        BotServices services = new BotServices(
                new Account(self, "bot" + number, true),
                new ColorWriter("bot" + number, transport, timers, activity, state -> {}, unauthorized -> {}),
                new ChatQueue(Runnable::run, (channel, text) -> new SayResult.Sent(), (channel, reason) -> {}),
                timers,
                platform.account(),
                this::happened,
                watchdog,
                meters);
        Dispatcher dispatcher =
                behaviours.dispatcher(services, Map.of(), pluginId -> new HeapMemory(), state, activity);
        dispatcher.start();
        return new InProcessBot(new FrameReader(self, dispatcher::wantsEveryone, timers), dispatcher, self);
    }

    /** One bot, without its socket. */
    private static final class InProcessBot {
        private final FrameReader reader;
        private final Dispatcher dispatcher;
        private final SampleFrame own;

        InProcessBot(FrameReader reader, Dispatcher dispatcher, UserId self) {
            this.reader = reader;
            this.dispatcher = dispatcher;
            this.own = new SampleFrame(self.value());
        }

        private void deliver(String text) {
            switch (reader.read(text)) {
                case Frame.Chat chat -> dispatcher.deliver(chat.message());
                case Frame.Unwanted unwanted -> dispatcher.passOver();
                default -> throw new IllegalStateException("It is no frame of chat");
            }
        }
    }
}
