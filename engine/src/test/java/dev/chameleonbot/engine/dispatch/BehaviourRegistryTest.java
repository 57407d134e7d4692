package dev.chameleonbot.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.chat.ChatQueue;
import dev.chameleonbot.engine.color.ColorWriter;
import dev.chameleonbot.engine.events.AccountFeeds;
import dev.chameleonbot.engine.guard.GuardLimits;
import dev.chameleonbot.engine.guard.Watchdog;
import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.state.InMemoryStateStore;
import dev.chameleonbot.engine.state.StateCache;
import dev.chameleonbot.plugin.api.Account;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.Memory;
import dev.chameleonbot.plugin.api.SayResult;
import dev.chameleonbot.plugin.api.UserId;
import dev.chameleonbot.plugin.host.HostPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change of what runs for one account that something prevents. */
final class BehaviourRegistryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ManualTimers timers = new ManualTimers();
    private final StateCache state = new InMemoryStateStore(timers).cache(timers);
    private final Watchdog watchdog = new Watchdog(GuardLimits.STANDARD);
    private final BehaviourRegistry registry =
            new BehaviourRegistry(List.of(), new Switches(login -> state.openMemory(login, Switches.PAGE)), timers);
    private final Recording plugin = new Recording();
    private boolean isDiskBroken;
    private Dispatcher dispatcher;

    @BeforeEach
    void start() {
        ActivityMeter activity = new ActivityMeter("alice", new AccountFeeds(), new EngineMeters());
        BotServices shared = new BotServices(
                new Account(new UserId("1"), "alice", false),
                new ColorWriter(
                        "alice", (color, whenAnswered) -> {}, timers, activity, event -> {}, unauthorized -> {}),
                new ChatQueue(Runnable::run, (channel, text) -> new SayResult.Sent(), (channel, reason) -> {}),
                timers,
                new HostPlatform(timers::nanos).account(),
                event -> {},
                watchdog,
                new EngineMeters());
        dispatcher = registry.dispatcher(shared, Map.of(), this::memory, state, activity);
        dispatcher.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        assertThat(dispatcher.close(Deadline.in(PATIENCE))).isEmpty();
        watchdog.close();
        state.close();
    }

    @Test
    void aPluginWhoseMemoryCannotBeReadStaysOffAndCanBeTurnedOnLaterAndRemoved() throws Exception {
        registry.turnOff("alice", "late", PATIENCE);
        deploy();
        isDiskBroken = true;

        assertThatThrownBy(() -> registry.turnOn("alice", "late", PATIENCE)).isInstanceOf(StateException.class);
        assertThat(states()).containsExactly(PluginHealth.State.DISABLED);

        isDiskBroken = false;
        registry.turnOn("alice", "late", PATIENCE);
        assertThat(states()).containsExactly(PluginHealth.State.HEALTHY);
        assertThat(registry.undeploy("late", PATIENCE)).isTrue();
        assertThat(plugin.open).hasValue(0);
    }

    @Test
    void aPluginWhoseMemoryCannotBeReadIsNotDeployedAndCanBeLater() throws Exception {
        isDiskBroken = true;
        assertThatThrownBy(this::deploy).isInstanceOf(StateException.class);
        assertThat(registry.plugins()).isEmpty();

        isDiskBroken = false;
        deploy();
        assertThat(states()).containsExactly(PluginHealth.State.HEALTHY);
    }

    @Test
    void afterAnInterruptionInAnUpdateThePluginGoesOnAsBefore() throws Exception {
        deploy();
        Recording successor = new Recording();

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> deploy(successor)).isInstanceOf(InterruptedException.class);

        dispatcher.deliver(MailboxTest.message("hello", true));
        dispatcher.quiesce(Deadline.in(PATIENCE));
        assertThat(plugin.texts).containsExactly("hello");
        assertThat(registry.undeploy("late", PATIENCE)).isTrue();
        assertThat(plugin.open).hasValue(0);
        assertThat(successor.open).hasValue(0);
    }

    @Test
    void anInterruptionAsAPluginOpensLeavesNothingOfItOpen() throws Exception {
        Thread deploying = Thread.currentThread();
        plugin.whileOpening = () -> {
            deploying.interrupt();
            while (deploying.isInterrupted()) {
                Thread.onSpinWait(); // Who waits for the session takes note of it before that is open.
            }
        };

        assertThatThrownBy(this::deploy).isInstanceOf(InterruptedException.class);

        assertThat(registry.plugins()).isEmpty();
        assertThat(dispatcher.health()).isEmpty();
        assertThat(plugin.open).hasValue(0);
    }

    private void deploy() throws Exception {
        deploy(plugin);
    }

    private void deploy(ChatBehaviour behaviour) throws Exception {
        registry.deploy("late", List.of(DeployedBehaviour.of("late", behaviour)), PATIENCE);
    }

    private Memory memory(String pluginId) {
        if (isDiskBroken) {
            throw new StateException(StateException.Kind.DAMAGED, "broken on purpose", null);
        }
        return state.openMemory("alice", pluginId);
    }

    private List<PluginHealth.State> states() {
        return dispatcher.health().stream().map(PluginHealth::state).toList();
    }

    /** Counts its open sessions, and notes each message. */
    private static final class Recording implements ChatBehaviour {
        private final AtomicInteger open = new AtomicInteger();
        private final List<String> texts = new CopyOnWriteArrayList<>();
        private volatile Runnable whileOpening = () -> {};

        @Override
        public BehaviourSession open(Bot bot) {
            open.incrementAndGet();
            whileOpening.run();
            return new BehaviourSession() {
                @Override
                public void onMessage(ChatMessage message) {
                    texts.add(message.text());
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }
    }
}
