package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.DeployException;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.resilience.LogsErrors;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D2 a plugin that is switched off for one account")
final class DisableIT extends DeployRig {
    @Test
    void aPluginCanBeOffForOneAccountAlsoAfterARestart() throws Exception {
        start();
        rig.engine().disable("updated", "alice");
        assertThat(seen.open).as("the session of the other account").isEqualTo(1);
        sayAndAwait("not for it");
        rig.engine().deploy("updated", List.of(new Recording(seen)));
        sayAndAwait("nor for its successor");
        rig.twitch().sayUncounted("bob", "streamer", "bob's");
        await().atMost(EngineRig.PATIENCE).until(() -> seen.texts.equals(List.of("bob's")));
        assertThat(healthOf("updated", "alice")).isEqualTo(PluginHealth.State.DISABLED);
        assertThat(healthOf("updated", "bob")).isEqualTo(PluginHealth.State.HEALTHY);

        rig.engine().close();
        start();
        assertThat(healthOf("updated", "alice")).isEqualTo(PluginHealth.State.DISABLED);
        sayAndAwait("nor after a restart");

        rig.engine().enable("updated", "alice");
        sayAndAwait("again");
        await().atMost(EngineRig.PATIENCE).until(() -> seen.texts.equals(List.of("bob's", "again")));
        assertThat(rig.engine().undeploy("updated")).isTrue();
        assertThatThrownBy(() -> rig.engine().disable("updated", "nobody"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    @LogsErrors
    void aPluginThatDoesNotOpenStaysOffForTheAccount() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        start(bot -> {
            if (broken.get()) {
                throw new IllegalStateException("broken on purpose");
            }
            return message -> {};
        });
        rig.engine().disable("updated", "alice");
        broken.set(true);

        assertThatThrownBy(() -> rig.engine().enable("updated", "alice"))
                .isInstanceOf(DeployException.class)
                .hasMessage("A session does not open: it failed in its start: IllegalStateException: broken on purpose")
                .hasRootCauseMessage("broken on purpose");
        assertThat(healthOf("updated", "alice")).isEqualTo(PluginHealth.State.DISABLED);
    }

    private PluginHealth.State healthOf(String plugin, String login) {
        return diagnostics(login).plugins().stream()
                .filter(health -> health.pluginId().equals(plugin))
                .findAny()
                .orElseThrow()
                .state();
    }
}
