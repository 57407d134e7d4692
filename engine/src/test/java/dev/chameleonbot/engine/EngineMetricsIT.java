package dev.chameleonbot.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.AccountDiagnostics;
import dev.chameleonbot.engine.model.EngineMetrics;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.resilience.LogsErrors;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatColor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an engine counts over all accounts, each figure from the thing that it counts. */
@ExtendWith(TidyExtension.class)
final class EngineMetricsIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final EngineRig rig = new EngineRig(() -> directory);

    @Test
    @LogsErrors
    void countsWhatHappensToAllAccounts() {
        assertThat(rig.engine().metrics()).isEmpty();
        assertThat(rig.engine().storeWorks()).isFalse();
        rig.startWith(
                builder -> EngineRig.hurried(builder).behaviour("test", new Fickle()),
                rig.account("alice", "streamer"),
                rig.account("bob", "streamer"));
        rig.awaitLive("alice");
        rig.awaitLive("bob");
        rig.sayAndAwaitColor("alice", "streamer");
        rig.twitch().sayUncounted("bob", "streamer", "fail");
        await().atMost(EngineRig.PATIENCE).until(() -> plugin().failures() == 1);
        rig.twitch().expireAccessToken("alice");
        rig.sayUntilColor("alice", "streamer");
        rig.twitch().faults().only("bob").dropSockets();
        rig.sayUntilColor("bob", "streamer");

        // Twitch is told of before the last answer and the other account's socket are read.
        await().atMost(EngineRig.PATIENCE).untilAsserted(this::requireAllCounted);
    }

    private void requireAllCounted() {
        EngineMetrics now = metrics();
        assertThat(now.messages().get("others")).isGreaterThanOrEqualTo(3);
        assertThat(now.messages().get("own")).isGreaterThanOrEqualTo(4);
        assertThat(now.colorChanges().get("changed")).isGreaterThanOrEqualTo(3);
        assertThat(now.stages()).allSatisfy((stage, latency) -> {
            assertThat(latency.count()).as(stage).isGreaterThanOrEqualTo(3);
            assertThat(latency.sum()).as(stage).isPositive();
        });
        assertThat(plugin().calls()).isGreaterThanOrEqualTo(now.messages().get("own"));
        assertThat(plugin().time()).isPositive();
        assertThat(plugin().sessions()).isEqualTo(Map.of(PluginHealth.State.HEALTHY, 2L));
        assertThat(now.helixRequests().get("2xx")).isGreaterThanOrEqualTo(5); // two subscriptions, three colours
        assertThat(now.helixRequests().get("4xx")).isPositive();
        assertThat(now.tokenRefreshes().get("refreshed")).isPositive();
        assertThat(now.frames().get("welcome")).isGreaterThanOrEqualTo(3);
        assertThat(now.reconnects().get("network")).isPositive();
        assertThat(now.storeWorks()).isTrue();
        assertThat(rig.engine().storeWorks()).isTrue();
        assertThat(now.accounts()).extracting(AccountDiagnostics::login).containsExactly("alice", "bob");
        assertThat(now.accounts()).allSatisfy(account -> {
            assertThat(account.tokenExpiry())
                    .hasValueSatisfying(end -> assertThat(end).isAfter(Instant.now()));
            assertThat(account.budget()).isPresent();
            assertThat(account.colorBreaker()).isEqualTo("closed");
        });
    }

    private EngineMetrics.OfPlugin plugin() {
        return requireNonNull(metrics().plugins().get("test"));
    }

    private EngineMetrics metrics() {
        return rig.engine().metrics().orElseThrow();
    }

    /** Fails where it is told to. */
    private static final class Fickle implements ChatBehaviour {
        @Override
        public BehaviourSession open(Bot bot) {
            return message -> {
                if (message.text().equals("fail")) {
                    throw new IllegalStateException("on purpose");
                }
                bot.changeColor(ChatColor.Preset.CORAL);
            };
        }
    }
}
