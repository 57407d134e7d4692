package dev.chameleonbot.host.plugins.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.plugins.PluginJarFile;
import dev.chameleonbot.host.plugins.files.PinnedHashes.Pin;
import dev.chameleonbot.host.plugins.files.PluginFile;
import dev.chameleonbot.host.plugins.files.PluginFile.Origin;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.files.PluginSource;
import dev.chameleonbot.host.plugins.loading.PluginHost;
import dev.chameleonbot.host.plugins.operations.PluginInfo.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plugins that come with the program, of a running host and of a stopped one: "good" is on, "quiet" is off at first. */
@DisplayName("D8 the program's plugins stay with the program, what is done with them is data")
final class BundledPluginsTest {
    private final Path temporary;
    private final Path program;
    private final Path own;
    private final FakeStage stage = new FakeStage();
    private @Nullable PluginHost host;

    enum Mode {
        RUNNING,
        STOPPED
    }

    BundledPluginsTest(@TempDir Path temporary) throws IOException {
        this.temporary = temporary;
        program = Files.createDirectories(temporary.resolve("program/plugins"));
        own = temporary.resolve("data/plugins");
        Files.writeString(program.resolve("bundled.txt"), "# ours\ngood on\nquiet off\n");
        PluginJarFile.plugin("good", "1.0.0").writeTo(program.resolve("good.jar"));
        PluginJarFile.plugin("quiet", "1.0.0").writeTo(program.resolve("quiet.jar"));
    }

    @AfterEach
    void stop() {
        if (host != null) {
            host.close();
        }
    }

    /** A folder that nobody can write to, as that of a package is. */
    private PluginOperations plugins(Mode mode) throws Exception {
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("r-xr-xr-x"));
        PluginPlaces places = new PluginPlaces(own, Optional.of(program));
        if (mode == Mode.STOPPED) {
            return new StoppedPlugins(places);
        }
        PluginHost loaded = PluginHost.load(places);
        host = loaded;
        loaded.behaviours().forEach(one -> stage.atWork.put(one.pluginId(), one.behaviour()));
        return new RunningPlugins(places, loaded, stage);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void areListedWithTheirOriginAndNothingIsWrittenForThat(Mode mode) throws Exception {
        PluginOperations plugins = plugins(mode);

        assertThat(plugins.list())
                .extracting(PluginInfo::id, PluginInfo::origin, PluginInfo::state)
                .containsExactly(
                        tuple("good", Origin.BUNDLED, runs(mode)), tuple("quiet", Origin.BUNDLED, State.DISABLED));
        assertThat(own).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void oneThatIsOffAtFirstIsTakenIntoUseAndOutOfIt(Mode mode) throws Exception {
        PluginOperations plugins = plugins(mode);

        assertThat(plugins.enable("quiet").state()).isEqualTo(runs(mode));
        assertThat(own.resolve("enabled.txt")).hasContent("quiet");
        assertThat(new StoppedPlugins(new PluginPlaces(own, Optional.of(program))).list())
                .extracting(PluginInfo::state)
                .containsExactly(State.STOPPED, State.STOPPED);

        assertThat(plugins.disable("quiet").state()).isEqualTo(State.DISABLED);
        assertThat(own.resolve("enabled.txt")).isEmptyFile();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void oneThatIsOnIsDisabledInTheOperatorsFolder(Mode mode) throws Exception {
        PluginOperations plugins = plugins(mode);

        assertThat(plugins.disable("good").state()).isEqualTo(State.DISABLED);
        assertThat(own.resolve("disabled.txt")).hasContent("good");
        assertThat(stage.atWork).isEmpty();

        assertThat(plugins.enable("good").state()).isEqualTo(runs(mode));
        assertThat(own.resolve("disabled.txt")).isEmptyFile();
        assertThat(own.resolve("enabled.txt")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anInstalledOneGoesBeforeItUntilItIsUninstalled(Mode mode) throws Exception {
        PluginOperations plugins = plugins(mode);

        PluginInfo installed = plugins.install(source("good", "2.0.0"));
        assertThat(installed.version()).isEqualTo("2.0.0");
        assertThat(installed.origin()).isEqualTo(Origin.INSTALLED);
        assertThat(installed.state()).isEqualTo(runs(mode));

        assertThat(plugins.uninstall("good").version()).isEqualTo("2.0.0");
        assertThat(own.resolve("good.jar")).doesNotExist();
        PluginInfo again = plugins.list().getFirst();
        assertThat(again.version()).isEqualTo("1.0.0");
        assertThat(again.origin()).isEqualTo(Origin.BUNDLED);
        assertThat(again.state()).isEqualTo(runs(mode));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void oneThatWasOffIsOffAgainWhenTheInstalledOneIsGone(Mode mode) throws Exception {
        PluginOperations plugins = plugins(mode);

        assertThat(plugins.install(source("quiet", "2.0.0")).state()).isEqualTo(runs(mode));
        plugins.uninstall("quiet");

        assertThat(plugins.list().getLast().state()).isEqualTo(State.DISABLED);
        assertThat(stage.atWork).doesNotContainKey("quiet");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anUpdateOfOneThatIsOffLeavesItOff(Mode mode) throws Exception {
        PluginOperations plugins = plugins(mode);

        PluginInfo updated = plugins.update(source("quiet", "2.0.0"));

        assertThat(updated.version()).isEqualTo("2.0.0");
        assertThat(updated.state()).isEqualTo(State.DISABLED);
        assertThat(own.resolve("disabled.txt")).hasContent("quiet");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aRollBackGoesToTheOneOfTheProgramAndForthAgain(Mode mode) throws Exception {
        PluginOperations plugins = plugins(mode);
        plugins.update(source("good", "2.0.0"));

        assertThat(plugins.rollback("good").version()).isEqualTo("1.0.0");
        assertThat(plugins.list().getFirst().origin()).isEqualTo(Origin.BUNDLED);
        assertThat(plugins.rollback("good").version()).isEqualTo("2.0.0");
        assertThat(plugins.list().getFirst().state()).isEqualTo(runs(mode));

        plugins.update(source("good", "3.0.0"));
        assertThat(plugins.rollback("good").version()).isEqualTo("2.0.0");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void oneOfTheProgramIsNotUninstalled(Mode mode) throws Exception {
        PluginOperations plugins = plugins(mode);

        assertThatThrownBy(() -> plugins.uninstall("good"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("comes with the program")
                .hasMessageContaining("plugins disable good");
        assertThatThrownBy(() -> plugins.rollback("good")).hasMessageContaining("No earlier version");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aLockNamesTheOperatorsOnlySoThatAnotherVersionOfTheProgramRuns(Mode mode) throws Exception {
        PluginOperations plugins = plugins(mode);
        plugins.install(source("mine", "1.0.0"));

        assertThat(plugins.pin()).extracting(PluginInfo::pin).containsExactly(Pin.BUNDLED, Pin.MATCHES, Pin.BUNDLED);
        stop();
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        PluginJarFile.plugin("good", "1.1.0").writeTo(program.resolve("good.jar"));

        try (PluginHost updated = PluginHost.load(new PluginPlaces(own, Optional.of(program)))) {
            assertThat(updated.failures().all()).isEmpty();
            assertThat(updated.jars().get("good"))
                    .extracting(PluginFile::version)
                    .isEqualTo("1.1.0");
        }
    }

    @Test
    void oneThatIsDroppedIntoTheOperatorsFolderGoesBeforeAndGoesAgain() throws Exception {
        RunningPlugins plugins = (RunningPlugins) plugins(Mode.RUNNING);
        Files.createDirectories(own);
        PluginJarFile.plugin("quiet", "2.0.0").writeTo(own.resolve("dropped.jar"));
        plugins.synchronise();
        assertThat(stage.atWork).containsKeys("good", "quiet");

        Files.delete(own.resolve("dropped.jar"));
        plugins.synchronise();

        assertThat(stage.atWork).containsOnlyKeys("good");
    }

    @Test
    void whatAnOperatorHadInTheProgramsFolderStillRunsAndIsToldOf() throws Exception {
        PluginJarFile.plugin("mine", "1.0.0").writeTo(program.resolve("mine.jar"));
        Files.writeString(program.resolve("disabled.txt"), "good\n");
        PluginOperations plugins = plugins(Mode.RUNNING);

        PluginInfo mine = plugins.list().get(1);
        assertThat(mine.state()).isEqualTo(State.STARTED);
        assertThat(mine.origin()).isEqualTo(Origin.INSTALLED);
        assertThat(mine.problem())
                .hasValueSatisfying(
                        hint -> assertThat(hint).contains("chameleon plugins install " + program.resolve("mine.jar")));
        assertThat(plugins.list().getFirst().state())
                .as("it was disabled there")
                .isEqualTo(State.DISABLED);

        assertThat(plugins.enable("good").state()).isEqualTo(State.STARTED);
        plugins.install(PluginSource.of(program.resolve("mine.jar")));
        assertThat(plugins.list().get(1).problem()).isEmpty();
    }

    @Test
    void whatAnOperatorHadMovedOverIsStillEnabled() throws Exception {
        Path disabled = Files.createDirectory(program.resolveSibling("plugins-disabled"));
        assertThat(plugins(Mode.STOPPED).list().getLast().state())
                .as("it is not one of those that were there")
                .isEqualTo(State.DISABLED);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(program.resolve("bundled.txt"), "good on\nannouncer off\ncustom-commands off\n");
        Files.delete(program.resolve("quiet.jar"));
        PluginJarFile.of("announcer").writeTo(program.resolve("announcer.jar"));
        PluginJarFile.of("custom-commands").writeTo(program.resolve("custom-commands.jar"));
        Files.writeString(disabled.resolve("custom-commands.jar"), "");
        Files.writeString(disabled.resolve("good.jar"), "");

        assertThat(plugins(Mode.STOPPED).list())
                .extracting(PluginInfo::state)
                .containsExactly(State.STOPPED, State.DISABLED, State.DISABLED);
    }

    @Test
    void aPinnedJarAmongThoseOfTheProgramIsHeldToItsPin() throws Exception {
        PluginJarFile.plugin("mine", "1.0.0").writeTo(program.resolve("mine.jar"));
        Files.writeString(program.resolve("plugins.lock"), "0".repeat(64) + "  mine\n");

        plugins(Mode.RUNNING);

        PluginHost running = Objects.requireNonNull(host);
        assertThat(running.jars()).containsOnlyKeys("good");
        assertThat(running.failures().all())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).contains("mine.jar", "has changed"));
    }

    private State runs(Mode mode) {
        return mode == Mode.RUNNING ? State.STARTED : State.STOPPED;
    }

    private PluginSource source(String id, String version) {
        return PluginSource.of(PluginJarFile.plugin(id, version).writeTo(temporary.resolve(id + version + ".jar")));
    }
}
