package dev.chameleonbot.host.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chameleonbot.host.cli.CommandRun;
import dev.chameleonbot.host.cli.Outcome;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A running host, once in a process of its own, and those who ask it: {@code status}, {@code login}, {@code reload}, and a
 * file that changes.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
final class ControlIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Simulator twitch;

    @BeforeEach
    void startTwitch() throws IOException {
        twitch = Simulator.builder().devicePollInterval(Duration.ofSeconds(1)).start();
    }

    @AfterEach
    void stopTwitch() throws IOException {
        twitch.close();
    }

    @Test
    void statusShowsEachAccountAndWhatToDo() throws Exception {
        try (Program host = process(config(withTokens("alice"), withoutTokens("bob")))) {
            host.awaitOut("live 1/2, 1 needs attention");
            host.awaitOut("bob needs a login: open https://");

            Outcome table = Program.run(folder, "status");
            JsonNode json = new ObjectMapper().readTree(run("status", "--json").out());

            assertThat(table.exitCode()).isZero();
            assertThat(table.out())
                    .startsWith("2 accounts: 1 live, 1 needs a login; 1 needs attention;")
                    .contains("alice", "LIVE", "1/1", "changing on")
                    .contains("bob", "NEEDS_LOGIN", "-> open https://");
            assertThat(run("status", "--check").exitCode()).isEqualTo(3);
            Outcome healthCheck = healthCheckOfContainers();
            assertThat(healthCheck.exitCode()).as(healthCheck.toString()).isZero();
            JsonNode alice = json.path("accounts").get(0);
            assertThat(alice.path("state").asText()).isEqualTo("LIVE");
            assertThat(alice.path("queues").path("color-changer").asInt(-1)).isZero();
            assertThat(alice.path("breakers").path("color").asText()).isEqualTo("closed");
            assertThat(json.path("accounts")
                            .get(1)
                            .path("login_prompt")
                            .path("user_code")
                            .asText())
                    .isNotEmpty();
        }
    }

    @Test
    void loginShowsACodeAndWaitsUntilSomebodyHasAgreed() throws Exception {
        try (CommandRun host = host(config(withTokens("alice")));
                CommandRun login = loginAt(host, "Alice")) {
            login.awaitOut("alice needs a login");

            twitch.approve(twitch.waitingUserCodes().getFirst(), "alice");

            await().atMost(PATIENCE).until(() -> !login.isAlive());
            assertThat(login.out()).endsWith("alice is logged in.\n");
            Outcome unknown = run("login", "nobody");
            assertThat(unknown.exitCode()).isOne();
            assertThat(unknown.err()).contains("nobody");
        }
    }

    @Test
    void loginSaysSoWhenItWasRefused() throws Exception {
        try (CommandRun host = host(config(withTokens("alice")));
                CommandRun login = loginAt(host, "alice")) {
            login.awaitOut("alice needs a login");

            twitch.deny(twitch.waitingUserCodes().getFirst());

            await().atMost(PATIENCE).until(() -> !login.isAlive());
            assertThat(login.err()).contains("alice was not logged in").contains("refused");
            assertThat(login.out()).doesNotContain("is logged in");
        }
    }

    @Test
    void otherAlertsAreSaidToNeedARestart() throws Exception {
        Path config = config(withTokens("alice"));
        try (CommandRun host = host(config)) {
            host.awaitOut("live 1/1");

            String text = text(withTokens("alice"));
            replace(
                    config,
                    text.substring(0, text.length() - 1)
                            + ", \"alerts\": {\"webhooks\": [{\"url\": \"http://127.0.0.1:9/hook\", \"format\":"
                            + " \"generic\"}]}}");

            host.awaitLog("alerts: other webhooks are used after a restart");
        }
    }

    @Test
    void aChangedFileConcernsOnlyTheAccountsThatDifferAndABrokenOneNobody() throws Exception {
        Path config = config(withTokens("alice"), withTokens("bob"));
        try (CommandRun host = host(config)) {
            host.awaitOut("live 2/2");

            replace(config, "{\"users\": [");
            host.awaitLog("the previous one stays in effect");
            replace(config, text(withTokens("alice"), withTokens("carol")));
            await().atMost(PATIENCE).until(() -> twitch.enabledSubscriptions("carol") == 1);

            await().atMost(PATIENCE).until(() -> twitch.connectedSessions("bob") == 0);
            assertThat(twitch.connectedSessions("alice")).isEqualTo(1);
            assertThat(run("reload").out()).contains("0 accounts concerned");
            assertThat(host.terminate(Duration.ofSeconds(5))).isZero();
        }
    }

    @Test
    void saysThatNoHostRuns() throws Exception {
        assertThat(healthCheckOfContainers().exitCode()).isOne();
        Outcome outcome = run("status");

        assertThat(outcome.exitCode()).isOne();
        assertThat(outcome.err()).contains("--state").doesNotContain("\tat ");
    }

    @Test
    void aHostIsStoppedByACommandThatWaitsForItsEnd() throws Exception {
        try (CommandRun host = host(config(withTokens("alice")))) {
            host.awaitOut("live 1/1");

            assertThat(run("stop").out()).isEqualTo("Stopped.\n");

            await().atMost(PATIENCE).until(() -> !host.isAlive());
            assertThat(host.out()).endsWith("Stopping.\nStopped.\n");
        }
        assertThat(run("stop").err()).contains("so there is nothing to stop");
    }

    @Test
    void aHostMovesToAnotherFolderAndNobodyHasToLogIn() throws Exception {
        Path config = config(withTokens("alice"));
        Path passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n");
        Path early = folder.resolve("early.zip");
        Path moved = folder.resolve("moved.zip");
        Path there = folder.resolve("there");
        try (CommandRun host = host(config)) {
            host.awaitOut("live 1/1");
            assertThat(run("backup", "--config", config.toString(), early.toString())
                            .out())
                    .contains("Wrote " + early, "The key of the state is not in it", "can be used once");
            assertThat(host.isAlive()).isTrue();
            Outcome move = run(
                    "backup",
                    "--move",
                    "--with-key",
                    "--passphrase-file",
                    passphrase.toString(),
                    "--config",
                    config.toString(),
                    moved.toString());

            assertThat(move.out()).as(move.toString()).contains("The host is stopped.", "do not start Chameleon here");
            await().atMost(PATIENCE).until(() -> !host.isAlive());
        }

        Outcome restored = CommandRun.of(
                "restore", "--data", there.toString(), "--passphrase-file", passphrase.toString(), moved.toString());
        assertThat(restored.out())
                .as(restored.toString())
                .contains("the configuration is " + there.resolve("config.json"), "The key of the state was restored")
                .doesNotContain("can be used once");
        try (CommandRun host = CommandRun.start(
                "run",
                "--no-log-file",
                "--data",
                there.toString(),
                "--plugins",
                Program.plugins().toString())) {
            host.awaitOut("live 1/1");
            Outcome again = CommandRun.of("restore", "--force", "--data", there.toString(), early.toString());
            assertThat(again.exitCode()).isOne();
            assertThat(again.err()).contains("A host runs with the state directory " + there.resolve("state"));
        }
        Outcome older = CommandRun.of("restore", "--force", "--data", there.toString(), early.toString());
        assertThat(older.out())
                .as(older.toString())
                .contains("What was there is in ", "The key that is there is the one of the state")
                .contains("A refresh token can be used once.");
    }

    private CommandRun loginAt(CommandRun host, String account) {
        host.awaitOut("live 1/1");
        return CommandRun.start(withState("login", account));
    }

    private Outcome run(String... words) {
        return CommandRun.of(withState(words));
    }

    private CommandRun host(Path config) {
        return CommandRun.start(withState(
                "run", "--no-log-file", "--plugins", Program.plugins().toString(), "--config", config.toString()));
    }

    private Program process(Path config) throws IOException {
        return Program.start(folder, Map.of(), "run", "--config", config.toString());
    }

    /** That of a program that was started in the folder. */
    private String[] withState(String... words) {
        return Stream.concat(
                        Stream.of(words),
                        Stream.of("--state", folder.resolve("state").toString()))
                .toArray(String[]::new);
    }

    private Path config(String... users) throws IOException {
        return Program.config(folder, text(users));
    }

    /** What a container's engine asks; an account that needs a login does not make it a sick one. */
    private Outcome healthCheckOfContainers() throws Exception {
        Path script = Path.of("packaging/image/chameleon-alive").toAbsolutePath();
        return Script.run(script, folder, Map.of("PATH", System.getenv("PATH")), folder.toString());
    }

    private void replace(Path config, String text) throws IOException {
        Files.move(Program.config(folder, text), config, StandardCopyOption.REPLACE_EXISTING);
    }

    private String text(String... users) {
        return "{\"users\": [" + String.join(",", List.of(users)) + "], \"twitch\": {\"eventsub_url\": \""
                + twitch.eventSubUrl() + "\", \"helix_url\": \"" + twitch.helixUrl() + "\", \"auth_url\": \""
                + twitch.authUrl() + "\"}}";
    }

    private String withTokens(String login) {
        SimulatedUser user = twitch.user(login).orElseGet(() -> twitch.addUser(login));
        return """
            {"username": "%s", "client_id": "%s", "client_secret": "%s", "channels": ["%s"], "is_prime_or_turbo": true,
             "access_token": "%s", "refresh_token": "%s"}\
            """.formatted(
                        login, user.clientId(), user.clientSecret(), login, user.accessToken(), user.refreshToken());
    }

    private String withoutTokens(String login) {
        SimulatedUser user = twitch.addUser(login);
        return """
            {"username": "%s", "client_id": "%s", "channels": ["%s"]}\
            """.formatted(login, user.clientId(), login);
    }
}
