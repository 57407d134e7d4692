package dev.chameleonbot.host.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.host.plugins.files.PinnedHashes.Pin;
import dev.chameleonbot.host.plugins.files.PluginFile.Origin;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.loading.PluginHost;
import dev.chameleonbot.host.plugins.operations.PluginInfo;
import dev.chameleonbot.host.plugins.operations.PluginInfo.State;
import dev.chameleonbot.host.plugins.operations.StoppedPlugins;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginCheckTest {
    @TempDir
    private Path folder;

    private static PluginInfo plugin(String id, State state, Pin pin, Optional<String> problem) {
        return new PluginInfo(
                id,
                "1.0.0",
                Path.of(id + ".jar"),
                Origin.INSTALLED,
                state,
                "aa",
                pin,
                Optional.empty(),
                Optional.empty(),
                problem);
    }

    private List<Finding> check(PluginInfo... plugins) throws Exception {
        return new PluginCheck(() -> List.of(plugins), () -> PluginHost.load(PluginPlaces.only(folder))).run();
    }

    @Test
    void tellsWhatPluginsLockSays() throws Exception {
        assertThat(check(
                        plugin("a", State.STOPPED, Pin.MATCHES, Optional.empty()),
                        plugin("b", State.STOPPED, Pin.CHANGED, Optional.empty()),
                        plugin("c", State.STOPPED, Pin.UNKNOWN, Optional.empty()),
                        plugin("d", State.STOPPED, Pin.NONE, Optional.empty()),
                        plugin("e", State.DISABLED, Pin.NONE, Optional.empty())))
                .extracting(finding -> finding.verdict().getClass().getSimpleName())
                .containsExactly("Fine", "Problem", "Problem", "Fine", "Skipped");
    }

    @Test
    void namesAFileThatIsNoPlugin() throws Exception {
        assertThat(check(plugin("x.jar", State.BROKEN, Pin.NONE, Optional.of("It is no zip archive"))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.verdict().sentence()).isEqualTo("It is no zip archive"));
    }

    @Test
    void saysOnceThatNothingCanBeLoaded() throws Exception {
        assertThat(check(plugin("a", State.STOPPED, Pin.NONE, Optional.empty())))
                .last()
                .satisfies(finding -> assertThat(finding.verdict())
                        .isInstanceOfSatisfying(
                                Verdict.Problem.class,
                                problem -> assertThat(problem.sentence()).contains("holds no plugin")));
    }

    @Test
    void namesAFolderThatIsNotThere() throws Exception {
        PluginPlaces missing = PluginPlaces.only(folder.resolve("missing"));
        List<Finding> found =
                new PluginCheck(() -> new StoppedPlugins(missing).list(), () -> PluginHost.load(missing)).run();

        assertThat(found)
                .singleElement()
                .satisfies(finding -> assertThat(finding.verdict()).isInstanceOf(Verdict.Problem.class));
    }
}
