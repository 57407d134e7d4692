package dev.chameleonbot.host.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.chameleonbot.host.cli.CommandRun;
import dev.chameleonbot.host.cli.Outcome;
import dev.chameleonbot.host.plugins.PluginJarFile;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code chameleon plugins}, against a running host, once one in a process of its own, and against a folder. */
@DisplayName("D2 plugins on the command line")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
final class PluginsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Simulator twitch;
    private Path plugins;
    private Path config;

    @BeforeEach
    void start() throws IOException {
        twitch = Simulator.builder().start();
        twitch.addUser("streamer");
        config = Program.config(folder, "");
        plugins = Files.createDirectory(folder.resolve("my plugins"));
        Files.copy(colorChanger(), plugins.resolve("color-changer.jar"));
    }

    @AfterEach
    void stop() throws IOException {
        twitch.close();
    }

    @Test
    void updatesAndReloadsWhileMessagesFlowAndServesEachOfThem() throws Exception {
        try (Program host = process()) {
            host.awaitOut("live 1/1");
            AtomicBoolean talking = new AtomicBoolean(true);
            Thread talker = Thread.startVirtualThread(() -> talk(talking));
            for (int i = 0; i < 3; i++) {
                assertThat(plugins("update", colorChanger().toString()).out())
                        .matches("color-changer \\S+ updated\\.\n");
                assertThat(plugins("reload", "color-changer").out()).endsWith("reloaded.\n");
            }
            talking.set(false);
            talker.join();

            await().atMost(PATIENCE).until(() -> twitch.served().missing() == 0);
            assertThat(twitch.served().ownMessages()).isGreaterThan(3);
            assertThat(twitch.served().duplicates()).isZero();
            assertThat(Program.run(folder, "plugins", "rollback", "color-changer")
                            .exitCode())
                    .isZero();
            assertThat(host.terminate(Duration.ofSeconds(5))).isZero();
        }
    }

    @Test
    void aDisabledPluginIsCalledNoMoreUntilItIsEnabled() throws Exception {
        try (CommandRun host = run()) {
            host.awaitOut("live 1/1");

            assertThat(plugins("disable", "color-changer").out()).contains("disabled.");
            assertThat(plugins("list").out()).containsPattern("color-changer +\\S+ +installed +disabled");
            twitch.sayUncounted("alice", "streamer", "nobody listens");
            assertThat(plugins("enable", "color-changer").exitCode()).isZero();
            twitch.say("alice", "streamer", "somebody listens");

            await().atMost(PATIENCE).until(() -> twitch.served().colorChanges() == 1);
            await().atMost(PATIENCE).until(() -> twitch.served().missing() == 0);
            assertThat(plugins("list", "--json").out()).contains("\"state\" : \"started\"", "\"sha256\"");
        }
        assertThat(twitch.served().colorChanges()).isEqualTo(1);
    }

    @Test
    void aPluginIsEndedForOneAccountAlone() throws Exception {
        try (CommandRun host = run()) {
            host.awaitOut("live 1/1");

            assertThat(plugins("disable", "color-changer", "--account", "alice").out())
                    .endsWith("disabled for alice.\n");
            assertThat(status().out()).contains("plugin color-changer is DISABLED: by the operator");
            twitch.sayUncounted("alice", "streamer", "nobody listens");
            assertThat(plugins("enable", "color-changer", "--account", "ALICE").exitCode())
                    .isZero();
            twitch.say("alice", "streamer", "somebody listens");
            await().atMost(PATIENCE).until(() -> twitch.served().missing() == 0);

            Outcome refused = plugins("disable", "color-changer", "--account", "nobody");
            assertThat(refused.exitCode()).isOne();
            assertThat(refused.err()).contains("There is no account 'nobody'");
        }
        assertThat(twitch.served().colorChanges()).isEqualTo(1);
    }

    @Test
    void whatIsSetForAPluginIsCheckedWhenItComes() throws Exception {
        Files.copy(announcer(), plugins.resolve("announcer.jar"));
        Files.writeString(plugins.resolve("disabled.txt"), "announcer\n");
        try (CommandRun host = run("{\"announcer\": {\"every\": \"soon\"}}")) {
            host.awaitOut("live 1/1");

            Outcome refused = plugins("enable", "announcer");
            assertThat(refused.exitCode()).isOne();
            assertThat(refused.err()).contains("plugins.announcer.every: is \"soon\"");
            assertThat(plugins("list").out()).containsPattern("announcer +\\S+ +installed +disabled");

            Files.writeString(config, configured("{\"announcer\": {\"every\": \"20m\", \"evry\": 1}}"));
            host.awaitLog("The configuration was read again");
            assertThat(plugins("enable", "announcer").exitCode()).isZero();
            assertThat(host.log()).contains("plugins.announcer.evry: is not known and has no effect");
            assertThat(plugins("list").out()).containsPattern("announcer +\\S+ +installed +started");
        }
    }

    @Test
    void tellsWhatCanBeSetForAPlugin() throws Exception {
        Files.copy(announcer(), plugins.resolve("announcer.jar"));
        String whereNoneRuns = plugins("info", "announcer").out();

        assertThat(whereNoneRuns)
                .contains("module   dev.chameleonbot.announcer\n")
                .contains("\n  every: a time from 1m to 24h")
                .contains("; \"15m\" by default\n    ")
                .contains("; 5 by default\n")
                .contains("; [] by default\n    What to say");
        try (CommandRun host = run()) {
            host.awaitOut("live 1/1");

            assertThat(plugins("info", "announcer").out()).isEqualTo(whereNoneRuns.replace("stopped", "started"));
            assertThat(plugins("info", "announcer", "--json").out())
                    .contains("\"name\" : \"every\"", "\"default\" : \"15m\"", "\"description\" : \"What to say");
        }
    }

    @Test
    void asksTheHostOfAStateDirectoryWhereverThatIsSaid() throws Exception {
        try (CommandRun host = run()) {
            host.awaitOut("live 1/1");
            String state = state().toString();

            for (String[] words :
                    new String[][] {{"plugins", "list", "--state", state}, {"plugins", "--state", state, "list"}}) {
                assertThat(CommandRun.of(words).out()).containsPattern("color-changer +\\S+ +installed +started\n");
            }
            assertThat(plugins("list").out()).contains("started");
        }
    }

    @Test
    void runsAJarThatIsDroppedIntoTheFolder() throws Exception {
        try (CommandRun host = run()) {
            host.awaitOut("live 1/1");
            Files.delete(plugins.resolve("color-changer.jar"));
            host.awaitLog("is gone from the folder and ended");
            twitch.sayUncounted("alice", "streamer", "nobody listens");

            Files.copy(colorChanger(), plugins.resolve("dropped.jar"));

            await().atMost(PATIENCE).until(() -> plugins("list").out().contains("started"));
            twitch.say("alice", "streamer", "somebody listens");
            await().atMost(PATIENCE).until(() -> twitch.served().colorChanges() == 1);
        }
    }

    @Test
    void installsFromTheWebWithTheRightHashOnly() throws Exception {
        byte[] jar = Files.readAllBytes(colorChanger());
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar));
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/color-changer.jar", exchange -> {
            exchange.sendResponseHeaders(200, jar.length);
            exchange.getResponseBody().write(jar);
            exchange.close();
        });
        web.start();
        try {
            String url = "http://127.0.0.1:" + web.getAddress().getPort() + "/color-changer.jar?key=hidden";
            plugins("uninstall", "color-changer");

            assertThat(plugins("install", url).exitCode()).isEqualTo(2);
            Outcome other = plugins("install", url, "--sha256", "0".repeat(64));
            assertThat(other.exitCode()).isOne();
            assertThat(other.err()).contains(hash, "0".repeat(64));
            assertThat(plugins("install", url.replace(".jar", ".zip"), "--sha256", hash)
                            .err())
                    .contains("404")
                    .doesNotContain("hidden");
            assertThat(plugins("install", "http://192.0.2.1/a.jar", "--sha256", hash)
                            .err())
                    .contains("https://");
            assertThat(plugins.resolve("color-changer.jar")).doesNotExist();

            assertThat(plugins("install", url, "--sha256", hash).exitCode()).isZero();
            assertThat(plugins.resolve("color-changer.jar")).exists();
        } finally {
            web.stop(0);
        }
    }

    @Test
    void anUpdateWhoseSessionsDoNotOpenIsTakenBackWithTheReason() throws Exception {
        Path good = moody("1.0.0", "return message -> {};");
        Path bad = moody("2.0.0", "throw new IllegalStateException(\"boom\");");
        try (CommandRun host = run()) {
            host.awaitOut("live 1/1");
            assertThat(plugins("install", good.toString()).exitCode()).isZero();

            Outcome refused = plugins("update", bad.toString());

            assertThat(refused.exitCode()).isOne();
            assertThat(refused.err()).contains("boom");
            assertThat(plugins("list").out()).containsPattern("moody +1\\.0\\.0 +installed +started");
            assertThat(host.log()).doesNotContain("left threads behind", "is cut off");
        }
    }

    private Path moody(String version, String open) {
        return PluginJarFile.of("moody")
                .attribute("Plugin-Version", version)
                .source("lab.moody.Moody", """
                    package lab.moody;
                    import dev.chameleonbot.plugin.api.*;
                    public class Moody implements ChatBehaviour {
                        @Override public BehaviourSession open(Bot bot) { %s }
                    }
                    """.formatted(open))
                .index("lab.moody.Moody")
                .writeTo(folder.resolve("moody-" + version + ".jar"));
    }

    @Test
    void aFileThatIsNoPluginChangesNothingAndIsExplained() throws Exception {
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        try (CommandRun host = run()) {
            host.awaitOut("live 1/1");

            Outcome outcome = plugins("install", text.toString());

            assertThat(outcome.exitCode()).isOne();
            assertThat(outcome.err()).contains("text.jar is not a readable jar").doesNotContain("\tat ");
            assertThat(plugins("info", "nobody").err()).contains("There is no plugin \"nobody\"");
            twitch.say("alice", "streamer", "hello");
            await().atMost(PATIENCE)
                    .until(() -> twitch.served().ownMessages() == 1
                            && twitch.served().missing() == 0);
        }
    }

    @Test
    void aHostStartsWithoutAFileThatIsNoPluginAndTellsOfIt() throws Exception {
        Files.writeString(plugins.resolve("aa-half.jar"), "PK and nothing more");
        try (CommandRun host = run()) {
            host.awaitOut("live 1/1");

            assertThat(host.log()).contains("aa-half.jar is not a readable jar", "The host starts without it");
            assertThat(plugins("list").out())
                    .containsPattern("aa-half\\.jar +installed +broken\n +The file .*aa-half.jar is not a readable jar")
                    .containsPattern("color-changer +\\S+ +installed +started");
            assertThat(status().out()).contains("Plugin aa-half.jar: The file ");
            assertThat(plugins("reload", "color-changer").exitCode()).isZero();
        }
    }

    @Test
    void worksOnTheFolderWhereNoHostRuns() throws Exception {
        assertThat(plugins("list").out()).containsPattern("color-changer +\\S+ +installed +stopped");
        assertThat(plugins("disable", "color-changer").exitCode()).isZero();
        assertThat(plugins.resolve("disabled.txt")).content().isEqualTo("color-changer\n");
        assertThat(plugins("enable", "color-changer").exitCode()).isZero();
        assertThat(plugins("update", colorChanger().toString()).exitCode()).isZero();
        assertThat(plugins("rollback", "color-changer").exitCode()).isZero();
        assertThat(plugins("reload", "color-changer").err()).contains("No host runs");
        assertThat(plugins("uninstall", "color-changer").exitCode()).isZero();
        assertThat(plugins.resolve("color-changer.jar")).doesNotExist();
        assertThat(plugins("install", colorChanger().toString()).exitCode()).isZero();
        assertThat(plugins.resolve("color-changer.jar")).exists();
    }

    private void talk(AtomicBoolean talking) {
        try {
            while (talking.get()) {
                long before = twitch.served().ownMessages();
                twitch.say("alice", "streamer", "hello");
                twitch.await(() -> twitch.served().ownMessages() > before, Duration.ofSeconds(5));
                twitch.await(() -> false, Duration.ofMillis(20));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Outcome plugins(String... words) {
        return CommandRun.of(
                all(new String[] {"plugins", "--state", state().toString(), "--plugins", plugins.toString()}, words));
    }

    private Outcome status() {
        return CommandRun.of("status", "--state", state().toString());
    }

    private CommandRun run() throws IOException {
        return run("{}");
    }

    private CommandRun run(String settings) throws IOException {
        return CommandRun.start(all(command(settings), "--no-log-file", "--state", state().toString()));
    }

    private Program process() throws IOException {
        return Program.start(folder, Map.of(), command("{}"));
    }

    private String[] command(String settings) throws IOException {
        twitch.addUser("alice");
        Files.writeString(config, configured(settings));
        return new String[] {"run", "--config", config.toString(), "--plugins", plugins.toString()};
    }

    /** Where the state of a program is that was started in the folder. */
    private Path state() {
        return folder.resolve("state");
    }

    private static String[] all(String[] first, String... then) {
        return Stream.concat(Stream.of(first), Stream.of(then)).toArray(String[]::new);
    }

    private String configured(String settings) {
        SimulatedUser alice = twitch.user("alice").orElseThrow();
        return """
            {"plugins": %s, "users": [{"username": "alice", "client_id": "%s", "client_secret": "%s", "channels": ["streamer"],
              "is_prime_or_turbo": true, "access_token": "%s", "refresh_token": "%s"}],
             "twitch": {"eventsub_url": "%s", "helix_url": "%s", "auth_url": "%s"}}
            """.formatted(
                        settings,
                        alice.clientId(),
                        alice.clientSecret(),
                        alice.accessToken(),
                        alice.refreshToken(),
                        twitch.eventSubUrl(),
                        twitch.helixUrl(),
                        twitch.authUrl());
    }

    /** A plugin of the distribution that declares what can be set. */
    private static Path announcer() {
        return Program.pluginJar("announcer.jar");
    }

    /** The plugin's jar as it is in the distribution. */
    private static Path colorChanger() {
        return Program.pluginJar("color-changer.jar");
    }
}
