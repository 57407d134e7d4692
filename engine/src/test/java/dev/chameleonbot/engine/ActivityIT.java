package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.AccountDiagnostics;
import dev.chameleonbot.engine.model.AccountFeedEvent;
import dev.chameleonbot.engine.model.AccountFeedEvent.ColorOutcome;
import dev.chameleonbot.engine.model.AccountFeedEvent.OwnMessage;
import dev.chameleonbot.engine.model.Activity;
import dev.chameleonbot.engine.model.Activity.ColorChange;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatColor.Preset;
import dev.chameleonbot.plugin.api.ColorResult;
import dev.chameleonbot.plugin.api.Registration;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the host tells of an account's work. */
@ExtendWith(TidyExtension.class)
final class ActivityIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final EngineRig rig = new EngineRig(() -> directory);

    @BeforeEach
    void open() {
        rig.twitch().addUser("viewer");
    }

    @Test
    void countsWhatIsHeardAndChangedAlsoOnTheNextConnection() {
        Instant before = Instant.now();
        rig.start(new Obedient(), rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        rig.twitch().faults().duplicateNotifications(1);
        rig.sayAndAwaitColor("alice", "streamer");
        rig.twitch().say("viewer", "streamer", "hello");
        await().atMost(EngineRig.PATIENCE).until(() -> diagnostics().activity().heard() == 2);

        rig.twitch().faults().dropSockets();
        rig.sayUntilColor("alice", "streamer");

        Activity activity = diagnostics().activity();
        assertThat(activity.own()).isGreaterThanOrEqualTo(2);
        assertThat(activity.heard()).isEqualTo(activity.own() + 1);
        assertThat(activity.colorsChanged()).isBetween(2L, activity.own());
        assertThat(activity.lastChange()).hasValueSatisfying(change -> {
            assertThat(change.color()).isEqualTo(ChatColor.Preset.CORAL);
            assertThat(change.at()).isBetween(before, Instant.now());
        });
        assertThat(diagnostics().statuses()).isEqualTo(Map.of("test", "obeying"));
    }

    @Test
    void showsWhatAnAccountDoesAndTakesTheOperatorsColourAlsoAfterItsRestart() throws InterruptedException {
        BlockingQueue<AccountFeedEvent> seen = new LinkedBlockingQueue<>();
        BlockingQueue<ColorResult> results = new LinkedBlockingQueue<>();
        try (Registration watching = rig.engine().watch("alice", seen::add)) {
            assertThat(watching).isNotNull();
            assertThat(rig.engine().changeColor("alice", Preset.RED, results::add))
                    .isFalse();
        }
        rig.start(new Obedient(), rig.account("alice", "streamer"), rig.account("bob", "streamer"));
        try (Registration watching = rig.engine().watch("alice", seen::add)) {
            assertThat(watching).isNotNull();
            rig.awaitLive("alice");
            rig.awaitLive("bob");
            rig.engine().disableAccount("alice");
            assertThat(rig.engine().changeColor("alice", Preset.RED, results::add))
                    .isFalse();
            rig.engine().enableAccount("alice");
            rig.awaitLive("alice");

            rig.sayAndAwaitColor("bob", "streamer");
            rig.twitch().say("alice", "streamer", "<b>hello</b>");
            OwnMessage message = (OwnMessage) next(seen);
            ColorOutcome outcome = (ColorOutcome) next(seen);
            assertThat(rig.engine().changeColor("alice", Preset.RED, results::add))
                    .isTrue();

            assertThat(message.text()).isEqualTo("<b>hello</b>");
            assertThat(message.channel()).isEqualTo("streamer");
            assertThat(outcome.message()).contains(message.id());
            assertThat(outcome.result()).isEqualTo(new ColorResult.Changed(Preset.CORAL));
            assertThat(outcome.requested()).isPositive();
            assertThat(next(results)).isEqualTo(new ColorResult.Changed(Preset.RED));
            assertThat(next(seen)).isInstanceOfSatisfying(ColorOutcome.class, manual -> {
                assertThat(manual.message()).isEmpty();
                assertThat(manual.result()).isEqualTo(new ColorResult.Changed(Preset.RED));
            });
        }
        assertThat(rig.engine().activities()).containsOnlyKeys("alice", "bob");
        assertThat(rig.engine().activities())
                .hasEntrySatisfying(
                        "alice",
                        activity -> assertThat(activity.lastChange())
                                .map(ColorChange::color)
                                .contains(Preset.RED));
        assertThat(diagnostics().activity().recentChanges())
                .extracting(ColorChange::color)
                .containsExactly(Preset.RED, Preset.CORAL);
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        return Objects.requireNonNull(queue.poll(EngineRig.PATIENCE.toSeconds(), TimeUnit.SECONDS), "nothing came");
    }

    private AccountDiagnostics diagnostics() {
        return rig.engine().diagnostics().getFirst();
    }

    private static final class Obedient implements ChatBehaviour {
        @Override
        public BehaviourSession open(Bot bot) {
            bot.showStatus("obeying");
            return message -> bot.changeColor(ChatColor.Preset.CORAL);
        }
    }
}
