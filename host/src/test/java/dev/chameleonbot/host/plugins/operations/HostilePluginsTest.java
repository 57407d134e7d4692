package dev.chameleonbot.host.plugins.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.logging.LogRecorder;
import dev.chameleonbot.host.plugins.PluginJarFile;
import dev.chameleonbot.host.plugins.files.ApiRange;
import dev.chameleonbot.host.plugins.files.PluginFile;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.files.PluginSource;
import dev.chameleonbot.host.plugins.loading.PluginCalls;
import dev.chameleonbot.host.plugins.loading.PluginHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("D2 plugins that throw errors or never come back when they are loaded and ended")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class HostilePluginsTest {
    private final FakeStage stage = new FakeStage();
    /** The name of a system property, whose value lets stubborn plugins go. */
    private final String letGo = "chameleon.test.go." + UUID.randomUUID();

    /** The name of another, which is set once a stubborn plugin is at it. */
    private final String stuck = "chameleon.test.stuck." + UUID.randomUUID();

    /** A call's time is over once it is with a stubborn plugin. */
    private final PluginCalls calls = new PluginCalls(
            new PluginCalls.Limits(Duration.ofSeconds(2), Duration.ofMillis(100)), this::hasEndedBeforeItIsStuck);

    private final String trace = "chameleon.test.trace." + UUID.randomUUID();
    private final Path temporary;
    private final Path folder;
    private PluginHost host;
    private RunningPlugins plugins;

    HostilePluginsTest(@TempDir Path temporary) throws IOException {
        this.temporary = temporary;
        folder = Files.createDirectory(temporary.resolve("plugins"));
    }

    @BeforeEach
    void start() throws OperationException {
        System.setProperty(trace, "");
        PluginJarFile.plugin("good", "1.0.0").writeTo(folder.resolve("good.jar"));
        host = PluginHost.load(PluginPlaces.only(folder), calls, ApiRange.ofThisHost());
        plugins = new RunningPlugins(PluginPlaces.only(folder), host, stage, Duration.ofMillis(50));
    }

    @AfterEach
    void stop() {
        System.setProperty(letGo, "");
        host.close();
        System.clearProperty(trace);
    }

    @ParameterizedTest
    @ValueSource(strings = {"StackOverflowError", "AssertionError", "OutOfMemoryError", "IllegalStateException"})
    void anErrorInTheStartIsThePluginsOwn(String error) throws Exception {
        String thrown = "if (true) throw new " + error + "(\"no start\");";
        Path jar = PluginJarFile.plugin("bad", "1.0.0")
                .lifecycle("lab.bad.Life", thrown, "")
                .writeTo(temporary.resolve("bad.jar"));

        assertThatThrownBy(() -> plugins.install(PluginSource.of(jar)))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("The plugin \"bad\" (bad.jar) failed to start: " + error + ": no start");
        Files.copy(jar, folder.resolve("bad.jar"));
        plugins.synchronise();

        assertThat(host.jars()).containsOnlyKeys("good");
        assertThat(host.failures().all()).singleElement().satisfies(failure -> {
            assertThat(failure.plugin()).isEqualTo("bad");
            assertThat(failure.reason()).contains(error);
        });
        assertThat(plugins.list())
                .filteredOn(plugin -> plugin.id().equals("bad"))
                .singleElement()
                .satisfies(plugin -> {
                    assertThat(plugin.state()).isEqualTo(PluginInfo.State.FAILED);
                    assertThat(plugin.problem().orElseThrow()).contains("no start");
                });
        try (PluginHost anew = PluginHost.load(PluginPlaces.only(folder))) {
            assertThat(anew.jars()).as("the next start does without it").containsOnlyKeys("good");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"StackOverflowError", "AssertionError", "OutOfMemoryError", "IllegalStateException"})
    void anErrorInTheAnswersOfABehaviourIsThePluginsOwn(String error) {
        for (String method :
                new String[] {"Audience audience()", "java.util.Set<String> scopes()", "SettingsSchema settings()"}) {
            Path jar = PluginJarFile.of("bad")
                    .source("lab.bad.Behaviour", """
                        package lab.bad;
                        import dev.chameleonbot.plugin.api.*;
                        public class Behaviour implements ChatBehaviour {
                            @Override public %s { throw new %s("no answer"); }
                            @Override public BehaviourSession open(Bot bot) { return message -> {}; }
                        }
                        """.formatted(method, error))
                    .index("lab.bad.Behaviour")
                    .writeTo(temporary.resolve("bad.jar"));

            assertThatThrownBy(() -> plugins.install(PluginSource.of(jar)))
                    .isInstanceOf(OperationException.class)
                    .hasMessageContaining("The plugin \"bad\" (bad.jar)")
                    .hasMessageContaining(error + ": no answer");
        }
        assertThat(host.jars()).containsOnlyKeys("good");
        assertThat(stage.atWork).doesNotContainKey("bad");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        null                               | scopes() returned null
        java.util.Set.of("")               | scopes() returned '', which is no OAuth scope
        java.util.Set.of("chat and more")  | scopes() returned 'chat and more', which is no OAuth scope
        """)
    void anAnswerThatIsNoScopeIsThePluginsOwnFault(String answer, String problem) {
        Path jar = PluginJarFile.of("bad")
                .source("lab.bad.Behaviour", """
                    package lab.bad;
                    import dev.chameleonbot.plugin.api.*;
                    public class Behaviour implements ChatBehaviour {
                        @Override public java.util.Set<String> scopes() { return %s; }
                        @Override public BehaviourSession open(Bot bot) { return message -> {}; }
                    }
                    """.formatted(answer))
                .index("lab.bad.Behaviour")
                .writeTo(temporary.resolve("bad.jar"));

        assertThatThrownBy(() -> plugins.install(PluginSource.of(jar)))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("The plugin \"bad\" (bad.jar)")
                .hasMessageContaining(problem);
        assertThat(host.jars()).containsOnlyKeys("good");
    }

    @ParameterizedTest
    @ValueSource(strings = {"StackOverflowError", "AssertionError", "OutOfMemoryError"})
    void anErrorInTheStopIsLoggedAndThePluginIsGoneAllTheSame(String error) throws Exception {
        String thrown = "if (true) throw new " + error + "(\"no stop\");";
        plugins.install(PluginSource.of(PluginJarFile.plugin("bad", "1.0.0")
                .lifecycle("lab.bad.Life", "", thrown)
                .writeTo(temporary.resolve("bad.jar"))));

        try (LogRecorder log = LogRecorder.of("dev.chameleonbot.host.plugins.loading.LayeredPlugins")) {
            plugins.uninstall("bad");

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("The plugin \"bad\" failed to stop: " + error + ": no stop");
        }
        assertThat(host.jars()).containsOnlyKeys("good");
        assertThat(folder.resolve("bad.jar")).doesNotExist();
    }

    @Test
    void aStartThatNeverReturnsIsGivenUpAndStoppedIfItReturnsAfterAll() throws Exception {
        Path jar = PluginJarFile.plugin("bad", "1.0.0")
                .lifecycle("lab.bad.Life", stubborn(), tell("stopped"))
                .writeTo(folder.resolve("bad.jar"));

        plugins.synchronise();

        assertThat(host.failures().all())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason())
                        .contains(
                                "The plugin \"bad\" (bad.jar) failed to start: start() took longer than 2 s, in ",
                                "lab.bad.Life.start",
                                "does not end even when it is interrupted"));
        assertThat(plugins.list())
                .extracting(PluginInfo::state)
                .containsExactly(PluginInfo.State.FAILED, PluginInfo.State.STARTED);
        plugins.synchronise();
        assertThat(threads()).as("it is not tried again before it changes").isEqualTo(1);

        Thread stubborn = thread();
        System.setProperty(letGo, "");
        stubborn.join();
        assertThat(System.getProperty(trace)).isEqualTo("stopped");
        assertThat(host.jars()).as("nothing of it is left").containsOnlyKeys("good");
        assertThat(plugins.reload("bad").state()).as("nothing waits any more").isEqualTo(PluginInfo.State.STARTED);
        assertThat(jar).exists();
    }

    @Test
    void aStopThatNeverReturnsIsGivenUpAndItsThreadIsNamed() throws Exception {
        plugins.install(PluginSource.of(PluginJarFile.plugin("bad", "1.0.0")
                .lifecycle("lab.bad.Life", "", stubborn())
                .writeTo(temporary.resolve("bad.jar"))));

        try (LogRecorder stops = LogRecorder.of("dev.chameleonbot.host.plugins.loading.LayeredPlugins");
                LogRecorder threads = LogRecorder.of(PluginHost.class)) {
            plugins.uninstall("bad");

            assertThat(stops.lines()).singleElement().asString().contains("\"bad\" failed to stop: stop() took longer");
            assertThat(threads.lines()).singleElement().asString().contains("chameleon-plugin-bad stop()");
        }
        assertThat(plugins.list()).extracting(PluginInfo::id).containsExactly("good");
    }

    /** Constructors, static initialisers and answers, of the plugin and of its behaviour. */
    @Test
    void nothingElseOfAPluginIsWaitedForWithoutEndEither() {
        PluginJarFile[] jars = {
            PluginJarFile.of("bad").behaviour("lab.bad.Behaviour", stubborn()),
            PluginJarFile.of("bad").source("lab.bad.Behaviour", """
                package lab.bad;
                import dev.chameleonbot.plugin.api.*;
                public class Behaviour implements ChatBehaviour {
                    static { %s }
                    @Override public BehaviourSession open(Bot bot) { return message -> {}; }
                }
                """.formatted(stubborn())),
            PluginJarFile.of("bad").source("lab.bad.Behaviour", """
                package lab.bad;
                import dev.chameleonbot.plugin.api.*;
                public class Behaviour implements ChatBehaviour {
                    @Override public Audience audience() { %s return Audience.EVERYONE; }
                    @Override public BehaviourSession open(Bot bot) { return message -> {}; }
                }
                """.formatted(stubborn())),
        };
        for (PluginJarFile made : jars) {
            Path jar = made.index("lab.bad.Behaviour").writeTo(temporary.resolve("bad.jar"));
            assertThatThrownBy(() -> plugins.install(PluginSource.of(jar)))
                    .isInstanceOf(OperationException.class)
                    .hasMessageContaining("took longer than 2 s");
        }
        assertThat(host.jars()).containsOnlyKeys("good");
    }

    @Test
    void whileAPluginTakesItsTimeOthersAreToldOfItAndAfterwardsServed() throws Exception {
        Path jar = PluginJarFile.plugin("slow", "1.0.0").writeTo(temporary.resolve("slow.jar"));
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        stage.onDeploy = () -> {
            reached.countDown();
            goOn.await();
        };
        CompletableFuture<PluginInfo> installed = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                installed.complete(plugins.install(PluginSource.of(jar)));
            } catch (Exception e) {
                installed.completeExceptionally(e);
            }
        });
        reached.await();

        assertThatThrownBy(() -> plugins.list())
                .isInstanceOf(PluginsBusyException.class)
                .hasMessageContaining("The host is busy with the installation of slow.jar since ");
        assertThatThrownBy(() -> plugins.reload("good")).isInstanceOf(PluginsBusyException.class);
        assertThatThrownBy(() -> plugins.undisturbed("a reload", () -> "")).isInstanceOf(PluginsBusyException.class);
        goOn.countDown();

        assertThat(installed.get(1, TimeUnit.MINUTES).state()).isEqualTo(PluginInfo.State.STARTED);
        assertThat(plugins.list()).hasSize(2);
    }

    @Test
    void theHostsEndInterruptsWhatIsUnderWayAndPutsBackWhatWasThere() throws Exception {
        Path jar = PluginJarFile.plugin("good", "2.0.0").writeTo(temporary.resolve("good.jar"));
        CountDownLatch reached = new CountDownLatch(1);
        stage.onDeploy = () -> {
            stage.onDeploy = () -> {};
            reached.countDown();
            new CountDownLatch(1).await();
        };
        CompletableFuture<Throwable> met = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                plugins.update(PluginSource.of(jar));
            } catch (Exception e) {
                met.complete(e);
            }
        });
        reached.await();

        assertThat(plugins.close()).isTrue();

        assertThat(met.get(1, TimeUnit.MINUTES)).isInstanceOf(InterruptedException.class);
        assertThat(host.jars().get("good")).extracting(PluginFile::version).isEqualTo("1.0.0");
        assertThat(PluginFile.read(folder.resolve("good.jar")).version()).isEqualTo("1.0.0");
        assertThatThrownBy(() -> plugins.list()).hasMessage("The host is stopping");
    }

    private String stubborn() {
        return """
            if (System.getProperty("%2$s") == null) System.setProperty("%1$s", "");
            while (System.getProperty("%2$s") == null) {
                try {
                    Object lock = new Object();
                    synchronized (lock) { lock.wait(20); }
                } catch (InterruptedException e) {
                    continue;
                }
            }
            """.formatted(stuck, letGo);
    }

    private boolean hasEndedBeforeItIsStuck(CountDownLatch ended, Duration atMost) throws InterruptedException {
        while (System.getProperty(stuck) == null) {
            if (ended.await(1, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        System.clearProperty(stuck);
        return false;
    }

    private String tell(String what) {
        return "System.setProperty(\"%s\", \"%s\");".formatted(trace, what);
    }

    private static Thread thread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("chameleon-plugin-bad start()"))
                .findAny()
                .orElseThrow();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("chameleon-plugin-bad start()"))
                .count();
    }
}
