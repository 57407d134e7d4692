package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chameleonbot.engine.StoredAccounts;
import dev.chameleonbot.host.plugins.PluginJarFile;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} against a simulated Twitch: without a host, with one, and with one that hangs. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the control socket is guarded by its POSIX permissions")
final class DoctorCommandIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path data;

    @TempDir
    private Path plugins;

    private Simulator twitch;

    @BeforeEach
    void open() throws IOException {
        twitch = Simulator.builder().start();
        PluginJarFile.of("greeter")
                .source("lab.greeter.Greeter", """
                    package lab.greeter;
                    import dev.chameleonbot.plugin.api.*;
                    public class Greeter implements ChatBehaviour {
                        @Override public BehaviourSession open(Bot bot) { return message -> {}; }
                        @Override public java.util.Set<String> scopes() { return java.util.Set.of("lab:greet"); }
                        @Override public SettingsSchema settings() {
                            return SettingsSchema.of(Setting.number("count", 1, 5).orElse(1L));
                        }
                    }
                    """)
                .index("lab.greeter.Greeter")
                .writeTo(plugins.resolve("greeter.jar"));
    }

    @AfterEach
    void close() throws IOException {
        twitch.close();
    }

    private void configure(String more) throws IOException {
        SimulatedUser alice = twitch.addUser("alice");
        Path config = data.resolve("config.json");
        Files.writeString(config, """
            {
              "users": [{
                "username": "alice", "client_id": "%s", "client_secret": "%s", "channels": ["alice"],
                "access_token": "%s", "refresh_token": "%s"%s
              }],
              "twitch": {"eventsub_url": "%s", "helix_url": "%s", "auth_url": "%s"}
            }
            """.formatted(
                        alice.clientId(),
                        alice.clientSecret(),
                        alice.accessToken(),
                        alice.refreshToken(),
                        more,
                        twitch.eventSubUrl(),
                        twitch.helixUrl(),
                        twitch.authUrl()));
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
    }

    private Outcome doctor(String... more) {
        List<String> words =
                new ArrayList<>(List.of("doctor", "--data", data.toString(), "--plugins", plugins.toString()));
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray(String[]::new));
    }

    private JsonNode json(String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(more));
        words.add("--json");
        return JSON.readTree(doctor(words.toArray(String[]::new)).out());
    }

    private static List<JsonNode> of(JsonNode report, String check) {
        return StreamSupport.stream(report.path("findings").spliterator(), false)
                .filter(finding -> finding.path("check").asText().equals(check))
                .toList();
    }

    private static String verdict(JsonNode report, String check) {
        return of(report, check).getFirst().path("verdict").asText();
    }

    @Test
    void findsAllWellButForAScopeAndTouchesNothing() throws Exception {
        configure("");

        Outcome outcome = doctor();

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).as(outcome.out()).isZero();
        assertThat(outcome.out())
                .contains("java: Java ", "configuration: ", "plugins greeter: 1.0.0", "network eventsub: ", "lab:greet")
                .contains(" fine, ", "0 problems, ")
                .doesNotContain(twitch.user("alice").orElseThrow().accessToken());
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files.toList()).containsExactly(data.resolve("config.json"));
        }

        JsonNode report = json();
        assertThat(report.path("healthy").asBoolean()).isTrue();
        assertThat(report.path("summary").path("problems").asInt()).isZero();
        assertThat(verdict(report, "host")).isEqualTo("skipped");
        assertThat(verdict(report, "tokens")).isEqualTo("warning");
        assertThat(of(report, "network"))
                .hasSize(3)
                .allSatisfy(finding -> assertThat(
                                finding.path("facts").path("milliseconds").isNumber())
                        .isTrue());
    }

    @Test
    void tellsEachProblemWithWhatToDo() throws Exception {
        configure(", \"plugins\": {\"greeter\": {\"count\": 9}}");
        twitch.expireAccessToken("alice");
        Files.writeString(plugins.resolve("broken.jar"), "no jar");
        Files.writeString(plugins.resolve("plugins.lock"), "a".repeat(64) + "  greeter\n");
        try (StoredAccounts accounts = StoredAccounts.open(data.resolve("state"))) {
            accounts.disableAccount("bob");
        }
        Files.delete(data.resolve("state/key"));

        Outcome outcome = doctor();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("broken.jar")
                .contains("plugins.lock names")
                .contains("key: CHAMELEON_KEY is not set and ")
                .contains("store: The state is whole")
                .contains("    -> Restore that key")
                .doesNotContain("  null");
    }

    @Test
    void goesOnWithoutAConfigurationAndWithoutAnyPlugin() throws Exception {
        Files.delete(plugins.resolve("greeter.jar"));

        JsonNode report = json("--offline");

        assertThat(verdict(report, "configuration")).isEqualTo("problem");
        assertThat(verdict(report, "plugins")).isEqualTo("problem");
        assertThat(verdict(report, "store")).isEqualTo("skipped");
        assertThat(of(report, "network")).isEmpty();
        assertThat(of(report, "tokens")).isEmpty();
    }

    @Test
    void asksNothingThatItIsToldNotToAsk() throws Exception {
        configure("");

        JsonNode report = json("--no-tokens");

        assertThat(of(report, "tokens")).isEmpty();
        assertThat(of(report, "network")).hasSize(3);
    }

    @Test
    void asksTheHostThatRuns() throws Exception {
        configure("");
        try (CommandRun host =
                CommandRun.start("run", "--data", data.toString(), "--plugins", plugins.toString(), "--no-log-file")) {
            host.awaitOut("live 1/1");

            JsonNode report = json();

            assertThat(verdict(report, "host")).isEqualTo("ok");
            assertThat(of(report, "host").getFirst().path("facts").path("pid").asLong())
                    .isEqualTo(ProcessHandle.current().pid());
            assertThat(verdict(report, "store")).isEqualTo("ok");
            assertThat(verdict(report, "key")).isEqualTo("ok");
            assertThat(of(report, "tokens")
                            .getFirst()
                            .path("facts")
                            .path("login")
                            .asText())
                    .isEqualTo("alice");
        }
    }

    @Test
    void namesAHostThatHangsAndLooksAtTheRest() throws Exception {
        configure("");
        Path state = data.resolve("state");
        try (StoredAccounts held = StoredAccounts.open(state);
                ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            assertThat(held.tokens("alice")).isEmpty();
            deaf.bind(UnixDomainSocketAddress.of(state.resolve("control.sock")));

            JsonNode report = json();

            JsonNode host = of(report, "host").getFirst();
            assertThat(host.path("verdict").asText()).isEqualTo("problem");
            assertThat(host.path("message").asText())
                    .contains(
                            "does not answer",
                            "process " + ProcessHandle.current().pid());
            assertThat(verdict(report, "store")).isEqualTo("ok");
            assertThat(of(report, "network")).hasSize(3);
            assertThat(of(report, "tokens")).hasSize(1);
        }
    }

    @Test
    void isNamedWhereAHostCannotStart() throws Exception {
        configure("");
        try (StoredAccounts held = StoredAccounts.open(data.resolve("state"))) {
            assertThat(held.tokens("alice")).isEmpty();

            Outcome outcome =
                    CommandRun.of("run", "--data", data.toString(), "--plugins", plugins.toString(), "--no-log-file");

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.err().lines()).hasSize(2).last().isEqualTo("'chameleon doctor' says more.");
        }
    }
}
