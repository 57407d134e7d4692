package dev.chameleonbot.host.plugins.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.logging.LogRecorder;
import dev.chameleonbot.host.plugins.PluginJarFile;
import dev.chameleonbot.host.plugins.files.PinnedHashes;
import dev.chameleonbot.host.plugins.files.PluginFile;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.files.PluginSource;
import dev.chameleonbot.host.plugins.loading.PluginHost;
import dev.chameleonbot.host.plugins.operations.PluginInfo.State;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.Setting;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("D2 installing, updating and ending plugins while the host runs")
final class RunningPluginsTest {
    private final FakeStage stage = new FakeStage();
    private final Path temporary;
    private final Path folder;
    private PluginHost host;
    private RunningPlugins plugins;

    RunningPluginsTest(@TempDir Path temporary) throws IOException {
        this.temporary = temporary;
        folder = Files.createDirectory(temporary.resolve("plugins"));
        version("base", "1.0.0").writeTo(folder.resolve("base.jar"));
        version("user", "1.0.0").attribute("Plugin-Dependencies", "base").writeTo(folder.resolve("user.jar"));
        version("other", "1.0.0").writeTo(folder.resolve("other.jar"));
    }

    @BeforeEach
    void start() throws OperationException {
        host = PluginHost.load(PluginPlaces.only(folder));
        host.behaviours().forEach(loaded -> stage.atWork.put(loaded.pluginId(), loaded.behaviour()));
        plugins = new RunningPlugins(PluginPlaces.only(folder), host, stage);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void installsAJarAndRunsIt() throws Exception {
        PluginInfo installed =
                plugins.install(PluginSource.of(version("fresh", "2.0.0").writeTo(temporary.resolve("x.jar"))));

        assertThat(installed.state()).isEqualTo(State.STARTED);
        assertThat(folder.resolve("fresh.jar")).exists();
        assertThat(stage.calls).containsExactly("suspend fresh", "check fresh", "deploy fresh");
        assertThatThrownBy(() -> plugins.install(PluginSource.of(temporary.resolve("x.jar"))))
                .hasMessageContaining("is installed already, as fresh.jar; use 'plugins update'");
    }

    @Test
    void tellsTheModuleOfAPlugin() throws Exception {
        PluginJarFile.of("modular")
                .module("module lab.modular { requires dev.chameleonbot.plugin.api; }")
                .behaviour("lab.modular.Behaviour", "")
                .index("lab.modular.Behaviour")
                .writeTo(folder.resolve("modular.jar"));

        plugins.synchronise();

        assertThat(plugins.list().stream().filter(plugin -> plugin.module().isPresent()))
                .singleElement()
                .satisfies(plugin ->
                        assertThat(plugin.id() + " " + plugin.module().get()).isEqualTo("modular lab.modular"));
    }

    @Test
    void tellsWhatCanBeSetForAPluginThatIsLoaded() throws Exception {
        PluginJarFile.of("settable")
                .source("lab.settable.Behaviour", """
                    package lab.settable;
                    import dev.chameleonbot.plugin.api.*;
                    public class Behaviour implements ChatBehaviour {
                        @Override public SettingsSchema settings() { return SettingsSchema.of(Setting.flag("on")); }
                        @Override public BehaviourSession open(Bot bot) { return message -> {}; }
                    }
                    """)
                .index("lab.settable.Behaviour")
                .writeTo(folder.resolve("settable.jar"));
        plugins.synchronise();

        assertThat(plugins.settings("settable").orElseThrow().settings())
                .extracting(Setting::name)
                .containsExactly("on");
        assertThat(plugins.settings("base"))
                .hasValueSatisfying(schema -> assertThat(schema.isDeclared()).isFalse());
        assertThat(plugins.settings("nobody")).isEmpty();
        assertThat(new StoppedPlugins(PluginPlaces.only(folder))
                        .settings("settable")
                        .orElseThrow()
                        .isDeclared())
                .isTrue();
    }

    @Test
    void refusesAJarOfAnotherContentThanTheExpectedOne() throws Exception {
        Path jar = version("fresh", "2.0.0").writeTo(temporary.resolve("x.jar"));
        String found = PluginFile.read(jar).sha256();
        String other = "0123456789abcdef".repeat(4);

        assertThatThrownBy(() -> plugins.install(PluginSource.of(jar, other)))
                .hasMessageContaining(found)
                .hasMessageContaining(other);
        assertThatThrownBy(() -> PluginSource.of(jar, "abc")).hasMessageContaining("64 hexadecimal digits");
        assertThat(stage.calls).isEmpty();

        assertThat(plugins.install(PluginSource.of(jar, found.toUpperCase(Locale.ROOT)))
                        .state())
                .isEqualTo(State.STARTED);
    }

    @Test
    void runsWhatIsDroppedIntoTheFolderAndEndsWhatIsTakenAway() throws Exception {
        version("fresh", "1.0.0").writeTo(folder.resolve("dropped.jar"));
        version("other", "2.0.0").writeTo(folder.resolve("other.jar"));
        Files.delete(folder.resolve("user.jar"));
        ChatBehaviour base = stage.atWork.get("base");

        plugins.synchronise();

        assertThat(plugins.list()).extracting(PluginInfo::id).containsExactly("base", "fresh", "other");
        assertThat(plugins.list()).extracting(PluginInfo::state).containsOnly(State.STARTED);
        assertThat(loadedVersion("other")).isEqualTo("2.0.0");
        assertThat(stage.atWork).containsOnlyKeys("base", "fresh", "other").containsEntry("base", base);
        stage.calls.clear();
        plugins.synchronise();
        assertThat(stage.calls).as("nothing has changed since").isEmpty();
    }

    @Test
    void whatIsDroppedAndCannotBeUsedLeavesTheRestAsItWas() throws Exception {
        broken("other", "2.0.0").writeTo(folder.resolve("other.jar"));
        Files.writeString(folder.resolve("text.jar"), "no jar");
        version("base", "3.0.0").writeTo(folder.resolve("second.jar"));
        version("fresh", "1.0.0").writeTo(folder.resolve("fresh.jar"));

        plugins.synchronise();

        assertThat(loadedVersion("other")).isEqualTo("1.0.0");
        assertThat(loadedVersion("base")).isEqualTo("1.0.0");
        assertThat(stage.atWork).containsOnlyKeys("base", "fresh", "other", "user");
    }

    @Test
    void namesTheThreadsThatAPluginLeavesBehind() throws Exception {
        Path jar = PluginJarFile.of("leaky")
                .behaviour("leaky.Behaviour", """
                    Thread left = new Thread(() -> {
                        try {
                            Thread.sleep(Long.MAX_VALUE);
                        } catch (InterruptedException e) {
                            return;
                        }
                    }, "left-behind");
                    left.setDaemon(true);
                    left.start();
                    java.util.concurrent.ExecutorService pool = java.util.concurrent.Executors.newFixedThreadPool(
                        1, work -> {
                            Thread idle = new Thread(work, "idle-in-a-pool");
                            idle.setDaemon(true);
                            return idle;
                        });
                    pool.execute(() -> {});
                    ThreadGroup ofSessions = new ThreadGroup("chameleon-plugin-leaky");
                    Thread begun = new Thread(ofSessions, () -> java.util.concurrent.locks.LockSupport.park(), "begun-by-a-session");
                    begun.setContextClassLoader(null);
                    begun.setDaemon(true);
                    begun.start();
                    """)
                .index("leaky.Behaviour")
                .writeTo(temporary.resolve("leaky.jar"));
        plugins.install(PluginSource.of(jar));

        try (LogRecorder log = LogRecorder.of(PluginHost.class)) {
            plugins.uninstall("leaky");
            plugins.uninstall("other");

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains(
                            "\"leaky\" has ended and left threads behind",
                            "begun-by-a-session, idle-in-a-pool, left-behind");
        } finally {
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("left-behind")
                            || thread.getName().equals("begun-by-a-session")
                            || thread.getName().equals("idle-in-a-pool"))
                    .forEach(Thread::interrupt);
        }
    }

    @Test
    void endsAPluginForOneAccountAlone() throws Exception {
        plugins.disable("base", "alice");
        plugins.enable("base", "alice");

        assertThat(stage.calls).containsExactly("disable base for alice", "enable base for alice");
        assertThat(stage.atWork).containsKey("base");
        assertThatThrownBy(() -> plugins.disable("nowhere", "alice")).hasMessageContaining("nowhere");
    }

    private String loadedVersion(String id) {
        return Objects.requireNonNull(host.jars().get(id)).version();
    }

    @Test
    void aDroppedPluginThatIsDisabledStaysDisabled() throws Exception {
        plugins.disable("other");
        version("other", "2.0.0").writeTo(folder.resolve("other.jar"));

        plugins.synchronise();

        assertThat(host.jars()).doesNotContainKey("other");
    }

    @Test
    void leavesNothingOfAnInstallationThatFails() {
        Path broken = broken("fresh", "2.0.0").writeTo(temporary.resolve("x.jar"));

        assertThatThrownBy(() -> plugins.install(PluginSource.of(broken))).hasMessageContaining("out of paint");

        assertThat(folder.resolve("fresh.jar")).doesNotExist();
        assertThat(host.jars()).containsOnlyKeys("base", "user", "other");
    }

    @Test
    void updatesAPluginWithWhatDependsOnItAndNothingElse() throws Exception {
        ChatBehaviour base = stage.atWork.get("base");
        ChatBehaviour user = stage.atWork.get("user");
        ChatBehaviour other = stage.atWork.get("other");

        plugins.update(PluginSource.of(version("base", "2.0.0").writeTo(temporary.resolve("x.jar"))));

        assertThat(stage.calls)
                .containsExactly(
                        "suspend user", "suspend base", "check base", "check user", "deploy base", "deploy user");
        assertThat(stage.atWork.get("base")).isNotSameAs(base);
        assertThat(stage.atWork.get("user")).isNotSameAs(user);
        assertThat(stage.atWork.get("other")).isSameAs(other);
        assertThat(versions()).containsEntry("base", "2.0.0").containsEntry("user", "1.0.0");
    }

    @Test
    void goesBackToTheVersionBeforeTheUpdateAndForthAgain() throws Exception {
        plugins.update(PluginSource.of(version("base", "2.0.0").writeTo(temporary.resolve("x.jar"))));

        assertThat(plugins.rollback("base").version()).isEqualTo("1.0.0");
        assertThat(versions()).containsEntry("base", "1.0.0");
        assertThat(plugins.rollback("base").version()).isEqualTo("2.0.0");
        assertThatThrownBy(() -> plugins.rollback("other")).hasMessageContaining("No earlier version");
    }

    @Test
    void takesAnUpdateBackThatCannotBeUsed() {
        Path broken = broken("base", "2.0.0").writeTo(temporary.resolve("x.jar"));

        assertThatThrownBy(() -> plugins.update(PluginSource.of(broken))).hasMessageContaining("out of paint");

        assertThat(versions()).containsEntry("base", "1.0.0");
        assertThat(stage.atWork.keySet()).containsExactlyInAnyOrder("base", "user", "other");
        assertThat(stage.suspended).isEmpty();
    }

    @Test
    void takesAnUpdateBackThatDoesNotWorkForSomeAccount() {
        Path jar = version("base", "2.0.0").writeTo(temporary.resolve("x.jar"));
        stage.refusals = 1;

        assertThatThrownBy(() -> plugins.update(PluginSource.of(jar))).hasMessageContaining("refused on purpose");

        assertThat(versions()).containsEntry("base", "1.0.0");
        assertThat(Objects.requireNonNull(host.jars().get("base")).version()).isEqualTo("1.0.0");
        assertThat(stage.suspended).isEmpty();
    }

    @Test
    void whatIsSetIsHeldAgainstAllThatWasExchangedBeforeAnySessionOpens() {
        Path jar = version("base", "2.0.0").writeTo(temporary.resolve("x.jar"));
        stage.misfits.add("user");

        assertThatThrownBy(() -> plugins.update(PluginSource.of(jar)))
                .hasMessage("The configuration does not fit user");

        assertThat(stage.calls)
                .containsExactly(
                        "suspend user", "suspend base", "check base", "check user", "deploy base", "deploy user");
        assertThat(versions()).containsEntry("base", "1.0.0");
        assertThat(stage.suspended).isEmpty();
    }

    /** A jar that is no plugin, one of another content, for another API, without what it needs, or that others cannot use. */
    @Test
    void whatTheFirstPhaseRefusesHasNoEffect() throws Exception {
        version("strict", "1.0.0")
                .attribute("Plugin-Dependencies", "base@<2.0.0")
                .writeTo(folder.resolve("strict.jar"));
        plugins.synchronise();
        stage.calls.clear();
        Map<String, PluginFile> loaded = host.jars();
        List<PluginSource> refused = List.of(
                PluginSource.of(PluginJarFile.ofNoPlugin().writeTo(temporary.resolve("none.jar"))),
                PluginSource.of(version("base", "1.1.0").writeTo(temporary.resolve("hash.jar")), "0".repeat(64)),
                PluginSource.of(version("base", "1.1.0")
                        .attribute("Plugin-Requires", "99.0.0")
                        .writeTo(temporary.resolve("api.jar"))),
                PluginSource.of(version("base", "1.1.0")
                        .attribute("Plugin-Dependencies", "nowhere")
                        .writeTo(temporary.resolve("needy.jar"))),
                PluginSource.of(version("base", "2.0.0").writeTo(temporary.resolve("too-new.jar"))));

        for (PluginSource source : refused) {
            assertThatThrownBy(() -> plugins.put(source)).isInstanceOf(OperationException.class);
        }

        assertThat(stage.calls).isEmpty();
        assertThat(host.jars()).isEqualTo(loaded);
        assertThat(folder)
                .isDirectoryContaining("glob:**/strict.jar")
                .isDirectoryNotContaining("glob:**/.*")
                .isDirectoryNotContaining("glob:**/previous");
    }

    @Test
    void disablesAPluginForGoodAndEnablesItAgain() throws Exception {
        assertThat(plugins.disable("other").state()).isEqualTo(State.DISABLED);
        assertThat(stage.atWork).doesNotContainKey("other");
        assertThat(host.jars()).doesNotContainKey("other");
        host.close();
        start();
        assertThat(states()).containsEntry("other", State.DISABLED).containsEntry("base", State.STARTED);
        assertThatThrownBy(() -> plugins.reload("other")).hasMessageContaining("is disabled");

        plugins.enable("other");

        assertThat(states()).containsEntry("other", State.STARTED);
        assertThat(stage.atWork).containsKey("other");
    }

    @Test
    void endsNoPluginThatAnotherOneNeeds() {
        assertThatThrownBy(() -> plugins.disable("base")).hasMessageContaining("is needed by user");
        assertThatThrownBy(() -> plugins.uninstall("base")).hasMessageContaining("is needed by user");

        assertThat(folder.resolve("base.jar")).exists();
        assertThat(stage.calls).isEmpty();
    }

    @Test
    void removesTheFilesOfAPluginThatIsUninstalled() throws Exception {
        plugins.update(PluginSource.of(version("other", "2.0.0").writeTo(temporary.resolve("x.jar"))));

        plugins.uninstall("other");

        assertThat(folder.resolve("other.jar")).doesNotExist();
        assertThatThrownBy(() -> plugins.rollback("other")).hasMessageContaining("No earlier version");
        assertThatThrownBy(() -> plugins.disable("other")).hasMessageContaining("There is no plugin \"other\"");
    }

    @Test
    void refusesAFileThatHasChangedSinceItWasPinnedAndNamesBothHashes() throws Exception {
        String pinned = plugins.pin().stream()
                .filter(plugin -> plugin.id().equals("other"))
                .findAny()
                .orElseThrow()
                .sha256();
        version("other", "6.6.6").writeTo(folder.resolve("other.jar"));
        String changed = plugins.list().stream()
                .filter(plugin -> plugin.pin() == PinnedHashes.Pin.CHANGED)
                .findAny()
                .orElseThrow()
                .sha256();

        assertThatThrownBy(() -> plugins.reload("other")).hasMessageContainingAll(pinned, changed, "verify --pin");
        try (PluginHost anew = PluginHost.load(PluginPlaces.only(folder))) {
            assertThat(anew.jars()).doesNotContainKey("other");
            assertThat(anew.failures().all())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.reason()).contains(pinned, changed));
        }
        version("stranger", "1.0.0").writeTo(folder.resolve("stranger.jar"));
        assertThatThrownBy(() -> plugins.enable("stranger")).hasMessageContaining("does not name");
        assertThat(host.jars()).containsOnlyKeys("base", "user", "other");
    }

    @Test
    void pinsWhatIsInstalledAndUpdatedThroughIt() throws Exception {
        plugins.pin();

        plugins.install(PluginSource.of(version("fresh", "1.0.0").writeTo(temporary.resolve("x.jar"))));
        plugins.update(PluginSource.of(version("other", "2.0.0").writeTo(temporary.resolve("y.jar"))));
        plugins.uninstall("fresh");

        assertThat(plugins.list()).allMatch(plugin -> plugin.pin() == PinnedHashes.Pin.MATCHES);
        assertThat(folder.resolve("plugins.lock"))
                .content()
                .contains("  other\n")
                .doesNotContain("fresh");
        plugins.reload("other");
    }

    @Test
    void thirtyUpdatesLeaveNoClassLoaderBehind() throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int cycle = 0; cycle < 30; cycle++) {
            loaders.add(loader("base"));
            loaders.add(loader("user"));
            plugins.update(PluginSource.of(version("base", "1.0." + cycle).writeTo(temporary.resolve("x.jar"))));
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.get() == null);
        });
    }

    private WeakReference<ClassLoader> loader(String id) {
        return new WeakReference<>(
                Objects.requireNonNull(stage.atWork.get(id)).getClass().getClassLoader());
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        listed().forEach(plugin -> versions.put(plugin.id(), plugin.version()));
        return versions;
    }

    private Map<String, State> states() {
        Map<String, State> states = new LinkedHashMap<>();
        listed().forEach(plugin -> states.put(plugin.id(), plugin.state()));
        return states;
    }

    private List<PluginInfo> listed() {
        try {
            return plugins.list();
        } catch (OperationException e) {
            throw new AssertionError(e);
        }
    }

    private static PluginJarFile version(String id, String version) {
        return PluginJarFile.plugin(id, version);
    }

    private static PluginJarFile broken(String id, String version) {
        String behaviour = "lab." + id + ".Behaviour";
        return PluginJarFile.of(id)
                .attribute("Plugin-Version", version)
                .behaviour(behaviour, "if (true) throw new IllegalStateException(\"out of paint\");")
                .index(behaviour);
    }
}
