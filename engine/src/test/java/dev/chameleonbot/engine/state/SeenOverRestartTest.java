package dev.chameleonbot.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.chat.ChatQueue;
import dev.chameleonbot.engine.color.ColorWriter;
import dev.chameleonbot.engine.dispatch.BehaviourRegistry;
import dev.chameleonbot.engine.dispatch.BotServices;
import dev.chameleonbot.engine.dispatch.Dispatcher;
import dev.chameleonbot.engine.dispatch.PluginSwitches;
import dev.chameleonbot.engine.events.AccountFeeds;
import dev.chameleonbot.engine.guard.GuardLimits;
import dev.chameleonbot.engine.guard.Watchdog;
import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.plugin.api.Account;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.MessageId;
import dev.chameleonbot.plugin.api.SayResult;
import dev.chameleonbot.plugin.api.UserId;
import dev.chameleonbot.plugin.host.AccountPlatform;
import dev.chameleonbot.plugin.host.HostPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("C14 messages seen survive a restart for ten minutes")
class SeenOverRestartTest {
    @TempDir
    Path temp;

    private final ManualTimers timers = new ManualTimers();
    private SqliteStateStore store;
    private StateCache state;
    private Dispatcher dispatcher;
    private Watchdog watchdog;

    @BeforeEach
    void start() {
        StateDirectory directory = StateDirectory.open(temp);
        store = SqliteStateStore.open(directory, directory.cipher(Optional.empty()), timers, trouble -> {});
        state = new StateCache(store, timers, Runnable::run, event -> {});
        watchdog = new Watchdog(GuardLimits.STANDARD);
        ActivityMeter activity = new ActivityMeter("alice", new AccountFeeds(), new EngineMeters());
        ColorWriter colors = new ColorWriter(
                "alice", (color, whenAnswered) -> {}, timers, activity, state -> {}, unauthorized -> {});
        Account alice = new Account(new UserId("1"), "alice", false);
        AccountPlatform platform = new HostPlatform(timers::nanos).account();
        BotServices shared = new BotServices(
                alice,
                colors,
                new ChatQueue(Runnable::run, (channel, text) -> new SayResult.Sent(), (channel, reason) -> {}),
                timers,
                platform,
                event -> {},
                watchdog,
                new EngineMeters());
        dispatcher = new BehaviourRegistry(
                        List.of(), new PluginSwitches(login -> state.openMemory(login, PluginSwitches.PAGE)), timers)
                .dispatcher(shared, Map.of(), pluginId -> state.openMemory("alice", pluginId), state, activity);
    }

    @AfterEach
    void stop() {
        state.close();
        store.close();
        watchdog.close();
    }

    private void restart() {
        stop();
        timers.advance(Duration.ofSeconds(1)); // past the alarm that the stop made needless
        start();
    }

    private void deliver(String id, boolean own) {
        dispatcher.deliver(new ChatMessage(
                new MessageId(id),
                new ChannelId("2"),
                "room",
                new UserId(own ? "1" : "3"),
                own ? "alice" : "carol",
                own ? "Alice" : "Carol",
                "hello",
                own,
                Optional.empty(),
                Set.of(),
                timers.instant()));
    }

    @Test
    void anOwnMessageFromBeforeTheRestartIsNotDeliveredAgain() {
        deliver("own", true);
        restart();
        deliver("own", true);
        assertThat(timers.alarms()).isZero();

        deliver("another", true);
        assertThat(timers.alarms()).isEqualTo(1);
    }

    @Test
    void isSeenAsNewWhenItComesAfterTenMinutes() {
        deliver("own", true);
        timers.advance(Duration.ofMinutes(11));
        restart();
        deliver("own", true);

        assertThat(timers.alarms()).isEqualTo(1);
    }

    @Test
    void storesNothingOfOtherPeoplesMessages() {
        deliver("hers", false);
        assertThat(timers.alarms()).isZero();
        state.close();

        assertThat(state.seen("alice")).isEmpty();
    }
}
