package dev.chameleonbot.host.plugins.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.logging.LogRecorder;
import dev.chameleonbot.host.plugins.PluginJarFile;
import dev.chameleonbot.host.plugins.files.PinnedHashes;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.files.PluginSource;
import dev.chameleonbot.host.plugins.loading.PluginFailure;
import dev.chameleonbot.host.plugins.loading.PluginHost;
import dev.chameleonbot.host.plugins.operations.PluginInfo.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("D2, D3 the files of the plugins folder and what runs change together, or neither")
final class PluginFilesTest {
    private final FakeStage stage = new FakeStage();
    private final Path temporary;
    private final Path folder;
    private PluginHost host;
    private RunningPlugins plugins;

    PluginFilesTest(@TempDir Path temporary) throws IOException {
        this.temporary = temporary;
        folder = Files.createDirectory(temporary.resolve("plugins"));
        PluginJarFile.plugin("good", "1.0.2").writeTo(folder.resolve("good.jar"));
        PluginJarFile.plugin("other", "1.0.0").writeTo(folder.resolve("other.jar"));
    }

    @BeforeEach
    void start() throws OperationException {
        host = PluginHost.load(PluginPlaces.only(folder));
        plugins = new RunningPlugins(PluginPlaces.only(folder), host, stage);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void aForeignFileIsNotKeptForARollBackWhatRanIs() throws Exception {
        plugins.pin();
        Path foreign = PluginJarFile.plugin("good", "1.0.3").writeTo(folder.resolve("good.jar"));
        plugins.synchronise();
        assertThatThrownBy(() -> plugins.reload("good")).hasMessageContaining("has changed");
        assertThat(foreign).exists();

        plugins.update(source("good", "1.0.4"));
        PluginInfo back = plugins.rollback("good");

        assertThat(back.version()).isEqualTo("1.0.2");
        assertThat(back.pin()).isEqualTo(PinnedHashes.Pin.MATCHES);
        assertThat(plugins.rollback("good").version()).isEqualTo("1.0.4");
    }

    @Test
    void theEarlierVersionIsPinnedTooAndAnotherOneIsRefused() throws Exception {
        plugins.pin();
        plugins.update(source("good", "1.0.4"));
        String pinned = PluginJarFile.hash(folder.resolve("previous/good.jar"));
        assertThat(folder.resolve("plugins.lock")).content().contains(pinned + "  previous/good\n");

        Path foreign = PluginJarFile.plugin("good", "6.6.6").writeTo(folder.resolve("previous/good.jar"));

        assertThatThrownBy(() -> plugins.rollback("good"))
                .hasMessageContainingAll("previous/good.jar", pinned, PluginJarFile.hash(foreign), "verify --pin");
        assertThatThrownBy(() -> new StoppedPlugins(PluginPlaces.only(folder)).rollback("good"))
                .hasMessageContaining("has changed");
        assertThat(loaded("good")).isEqualTo("1.0.4");
        plugins.pin();
        assertThat(plugins.rollback("good").version())
                .as("the operator trusts it")
                .isEqualTo("6.6.6");
    }

    @Test
    void whereNothingRunsAForeignFileIsNotKeptEither() throws Exception {
        plugins.pin();
        PluginJarFile.plugin("good", "1.0.3").writeTo(folder.resolve("good.jar"));
        StoppedPlugins offline = new StoppedPlugins(PluginPlaces.only(folder));

        offline.update(source("good", "1.0.4"));

        assertThatThrownBy(() -> offline.rollback("good")).hasMessageContaining("No earlier version");
    }

    @Test
    void installingOverwritesNoOtherPluginsFile() throws Exception {
        PluginJarFile.plugin("split1", "1.0.0").writeTo(folder.resolve("once.jar"));
        plugins.synchronise();
        byte[] before = Files.readAllBytes(folder.resolve("once.jar"));

        assertThatThrownBy(() -> plugins.install(source("once", "1.0.0")))
                .hasMessageContaining("once.jar, which is there and is something else");
        assertThatThrownBy(() -> new StoppedPlugins(PluginPlaces.only(folder)).install(source("once", "1.0.0")))
                .hasMessageContaining("is something else");

        assertThat(folder.resolve("once.jar")).hasBinaryContent(before);
        assertThat(host.jars()).containsOnlyKeys("good", "other", "split1");
    }

    @Test
    void anIdIsAWordThatCanBeTheNameOfAFile() {
        for (String id : List.of("a b", "../up", ".hidden", "ü")) {
            Path jar = PluginJarFile.of(id)
                    .behaviour("lab.named.Behaviour", "")
                    .index("lab.named.Behaviour")
                    .writeTo(temporary.resolve("named.jar"));

            assertThatThrownBy(() -> plugins.install(PluginSource.of(jar)))
                    .hasMessageContaining("has the Plugin-Id \"" + id + "\"; an id consists of letters");
        }
    }

    @Test
    void aFileThatIsNoPluginIsARowWithAReasonAndHindersNothing() throws Exception {
        Files.writeString(folder.resolve("aa-half.jar"), "PK and nothing more");

        plugins.install(source("fresh", "1.0.0"));
        plugins.reload("good");
        plugins.disable("other");

        assertThat(plugins.list())
                .extracting(PluginInfo::id, PluginInfo::state)
                .containsExactly(
                        tuple("aa-half.jar", State.BROKEN),
                        tuple("fresh", State.STARTED),
                        tuple("good", State.STARTED),
                        tuple("other", State.DISABLED));
        assertThat(plugins.list().getFirst().problem().orElseThrow()).contains("is not a readable jar");
        assertThat(new StoppedPlugins(PluginPlaces.only(folder)).list()).hasSize(4);
        plugins.pin();
        assertThat(folder.resolve("plugins.lock")).content().doesNotContain("half");
    }

    @Test
    void whatIsLoadedIsShownAndWhatIsOnDiskBesideIt() throws Exception {
        String loaded = PluginJarFile.hash(folder.resolve("good.jar"));
        plugins.pin();
        Path foreign = PluginJarFile.plugin("good", "1.0.3").writeTo(folder.resolve("good.jar"));
        plugins.synchronise();

        PluginInfo shown = plugins.list().getFirst();

        assertThat(shown.version()).isEqualTo("1.0.2");
        assertThat(shown.sha256()).isEqualTo(loaded);
        assertThat(shown.pin()).isEqualTo(PinnedHashes.Pin.CHANGED);
        assertThat(shown.onDisk()).hasValue(new PluginInfo.OnDisk("1.0.3", PluginJarFile.hash(foreign)));
        assertThat(shown.problem().orElseThrow()).contains("has changed");
        plugins.update(source("good", "1.0.4"));
        assertThat(plugins.list().getFirst().onDisk()).isEmpty();
        assertThat(plugins.list().getFirst().problem()).isEmpty();
    }

    @Test
    void aDamagedLockStopsEveryOperationBeforeItHasBegun() throws Exception {
        plugins.update(source("good", "1.0.4"));
        Files.writeString(folder.resolve("plugins.lock"), "not a lock\n");
        Map<String, String> before = files();
        stage.calls.clear();

        assertThatThrownBy(() -> plugins.update(source("good", "1.0.5"))).hasMessageContaining("Line 1 of ");
        assertThatThrownBy(() -> plugins.rollback("good")).hasMessageContaining("Line 1 of ");
        assertThatThrownBy(() -> plugins.install(source("fresh", "1.0.0"))).hasMessageContaining("Line 1 of ");
        assertThatThrownBy(() -> plugins.uninstall("good")).hasMessageContaining("Line 1 of ");
        assertThatThrownBy(() -> new StoppedPlugins(PluginPlaces.only(folder)).install(source("fresh", "1.0.0")))
                .hasMessageContaining("Line 1 of ");

        assertThat(files()).isEqualTo(before);
        assertThat(stage.calls).isEmpty();
        assertThat(loaded("good")).isEqualTo("1.0.4");
    }

    /** A folder is in the place of a file that has to be written. */
    @Test
    void whatCannotBeWrittenUndoesWhatWasDoneBefore() throws Exception {
        plugins.pin();
        Files.createDirectories(folder.resolve("disabled.txt"));
        assertThatThrownBy(() -> plugins.disable("good")).hasMessageContaining("disabled.txt");
        assertThat(stage.calls).as("it was not ended").isEmpty();
        Files.delete(folder.resolve("disabled.txt"));

        Files.createDirectories(folder.resolve("previous/good.jar/occupied"));
        Map<String, String> before = files();
        assertThatThrownBy(() -> plugins.update(source("good", "1.0.4"))).hasMessageContaining("cannot be replaced");
        assertThat(files()).isEqualTo(before);
        assertThat(loaded("good")).isEqualTo("1.0.2");
        assertThat(stage.suspended).isEmpty();

        assertThatThrownBy(() -> plugins.uninstall("good")).hasMessageContaining("cannot be removed");
        assertThat(files()).isEqualTo(before);
        assertThat(host.jars()).containsKey("good");
        assertThat(plugins.list()).allMatch(plugin -> plugin.pin() == PinnedHashes.Pin.MATCHES);
    }

    @Test
    void anEnablingThatFailsLeavesThePluginDisabled() throws Exception {
        plugins.disable("good");
        stage.refusals = 1;

        assertThatThrownBy(() -> plugins.enable("good")).hasMessageContaining("refused on purpose");

        assertThat(folder.resolve("disabled.txt")).hasContent("good");
        assertThat(host.jars()).doesNotContainKey("good");
        assertThat(stage.suspended).isEmpty();
    }

    /** It starts once in a JVM; the version after it does not start at all. */
    @Test
    void whatCannotBePutBackIsEndedAndToldOfWithBothReasons() throws Exception {
        String once = "chameleon.test.once." + UUID.randomUUID();
        String starts = "if (System.setProperty(\"%s\", \"\") != null) throw new IllegalStateException(\"only once\");"
                .formatted(once);
        plugins.install(PluginSource.of(PluginJarFile.plugin("once", "1.0.0")
                .lifecycle("lab.once.Life", starts, "")
                .writeTo(temporary.resolve("once.jar"))));
        Path bad = PluginJarFile.plugin("once", "2.0.0")
                .lifecycle("lab.once.Life", "if (true) throw new IllegalStateException(\"v2 bad\");", "")
                .writeTo(temporary.resolve("once2.jar"));

        try (LogRecorder log = LogRecorder.of(Exchange.class)) {
            assertThatThrownBy(() -> plugins.update(PluginSource.of(bad)))
                    .hasMessageContainingAll("v2 bad", "only once", "no longer starts");

            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("ERROR"))
                    .singleElement()
                    .asString()
                    .contains("\"once\" no longer runs", "only once");
        }
        assertThat(plugins.list())
                .filteredOn(plugin -> plugin.id().equals("once"))
                .singleElement()
                .satisfies(plugin -> {
                    assertThat(plugin.state()).isEqualTo(State.FAILED);
                    assertThat(plugin.problem().orElseThrow()).contains("only once");
                });
        assertThat(host.failures().all()).extracting(PluginFailure::plugin).containsExactly("once");
        assertThat(stage.atWork).doesNotContainKey("once");
        assertThat(stage.suspended).isEmpty();
        System.clearProperty(once);
        assertThat(plugins.reload("once").state()).isEqualTo(State.STARTED);
        assertThat(host.failures().all()).isEmpty();
    }

    @Test
    void noCopyOfAJarIsKeptThatIsNotLoaded() throws Exception {
        Path copies = Objects.requireNonNull(host.jars().get("good")).content().getParent();
        Path broken = PluginJarFile.plugin("fresh", "1.0.0")
                .lifecycle("lab.fresh.Life", "if (true) throw new IllegalStateException();", "")
                .writeTo(temporary.resolve("fresh.jar"));

        for (int i = 3; i < 6; i++) {
            plugins.update(source("good", "1.0." + i));
        }
        assertThatThrownBy(() -> plugins.install(PluginSource.of(broken))).hasMessageContaining("failed to start");
        assertThatThrownBy(() ->
                        plugins.install(PluginSource.of(Files.writeString(temporary.resolve("no.jar"), "no jar"))))
                .hasMessageContaining("is not a readable jar");
        plugins.uninstall("other");

        try (Stream<Path> files = Files.list(copies)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith(".")))
                    .singleElement()
                    .asString()
                    .startsWith("good-");
        }
    }

    @Test
    void aDroppedPluginIsTriedAgainWhenWhatItNeedsHasCome() throws Exception {
        PluginJarFile.plugin("auser", "1.0.0")
                .attribute("Plugin-Dependencies", "base")
                .writeTo(folder.resolve("auser.jar"));
        plugins.synchronise();
        assertThat(host.failures().all())
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure.reason()).contains("needs the plugin \"base\", which is not there"));

        PluginJarFile.plugin("base", "1.0.0").writeTo(folder.resolve("base.jar"));
        plugins.synchronise();

        assertThat(host.jars()).containsKeys("auser", "base");
        assertThat(host.failures().all()).isEmpty();
    }

    private PluginSource source(String id, String version) {
        return PluginSource.of(
                PluginJarFile.plugin(id, version).writeTo(temporary.resolve(id + "-" + version + ".jar")));
    }

    private String loaded(String id) {
        return Objects.requireNonNull(host.jars().get(id)).version();
    }

    /** All files of the folder, with their hashes. */
    private Map<String, String> files() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                found.put(folder.relativize(file).toString(), PluginJarFile.hash(file));
            }
        }
        return found;
    }
}
