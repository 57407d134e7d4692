package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatColor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
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
