package dev.chameleonbot.host.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.host.cli.CommandRun;
import dev.chameleonbot.host.cli.Outcome;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} against a simulated Twitch, as a process of its own where signals, files and the environment matter. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script, and signals are POSIX'")
final class RunIT {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private Simulator twitch;

    @BeforeEach
    void startTwitch() throws IOException {
        twitch = Simulator.builder().start();
    }

    @AfterEach
    void stopTwitch() throws IOException {
        twitch.close();
    }

    @Test
    void runsTheAccountsThatCanStartAndReportsTheOneThatCannot() throws Exception {
        twitch.addUser("alice");
        twitch.addUser("bob");
        twitch.expireAccessToken("bob");
        twitch.revokeRefreshToken("bob");

        try (Program program = run(config("alice", "bob"))) {
            program.awaitOut("live 1/2, 1 needs attention");
            assertThat(program.out() + program.err()).contains("bob");

            twitch.say("alice", "alice", "hello");
            await().until(() -> !twitch.color("alice").isEmpty());

            assertThat(program.terminate(STOP_WITHIN)).isZero();
            assertThat(program.out()).endsWith("Stopping.\nStopped.\n");
            assertNoSecrets(program);
        }
    }

    @Test
    void staysUpEvenIfNoAccountCanStart() throws Exception {
        twitch.addUser("alice");
        twitch.expireAccessToken("alice");
        twitch.revokeRefreshToken("alice");

        try (CommandRun program = runHere(config("alice"))) {
            program.awaitOut("live 0/1, 1 needs attention");

            assertThat(program.isAlive()).isTrue();
            assertThat(program.terminate(STOP_WITHIN)).isZero();
        }
    }

    @Test
    void leavesTheConfigurationAloneAndRemembersARefreshedToken() throws Exception {
        twitch.addUser("alice");
        twitch.expireAccessToken("alice");
        Path config = config("alice");
        byte[] before = Files.readAllBytes(config);

        try (CommandRun program = runHere(config)) {
            program.awaitOut("live 1/1");
            assertThat(program.terminate(STOP_WITHIN)).isZero();
        }
        assertThat(config).hasBinaryContent(before);

        try (CommandRun program = runHere(config)) {
            program.awaitOut("live 1/1");
            assertThat(program.terminate(STOP_WITHIN)).isZero();
        }
    }

    @Test
    void stopsManyAccountsInTime() throws Exception {
        String[] names = IntStream.range(0, 100).mapToObj(i -> "account_" + i).toArray(String[]::new);
        List.of(names).forEach(twitch::addUser);

        try (Program program = run(config(names))) {
            program.awaitOut("live 100/100");

            assertThat(program.terminate(STOP_WITHIN)).isZero();
        }
        assertThat(twitch.connectedSessions()).isZero();
    }

    @Test
    void isTheJvmItselfSoThatSignalsReachIt() throws Exception {
        twitch.addUser("alice");

        try (Program program = run(config("alice"))) {
            await().until(() -> program.info().command().orElse("").endsWith("/bin/java"));
        }
    }

    @Test
    void letsTheEnvironmentSayWhereTwitchIs() throws Exception {
        twitch.addUser("alice");
        Path config = Program.config(folder, users("alice") + "}");

        try (Program program = Program.start(
                folder,
                Map.of(
                        "CHAMELEON_EVENTSUB_URL", twitch.eventSubUrl().toString(),
                        "CHAMELEON_HELIX_URL", twitch.helixUrl().toString(),
                        "CHAMELEON_AUTH_URL", twitch.authUrl().toString()),
                "run",
                "--config",
                config.toString())) {
            program.awaitOut("live 1/1");
        }
    }

    @Test
    void keepsTheLogInFilesWithoutSecretsUnlessToldOtherwise() throws Exception {
        twitch.addUser("alice");
        twitch.expireAccessToken("alice");
        twitch.revokeRefreshToken("alice");
        Path config = config("alice");
        try (CommandRun program = runHere(config)) {
            program.awaitOut("1 needs attention");
        }
        assertThat(folder.resolve("state/logs"))
                .as("as told with --no-log-file")
                .doesNotExist();

        for (String[] way : new String[][] {{}, {"--log-dir", "elsewhere"}}) {
            try (Program program = Program.start(folder, Map.of(), command(config, way))) {
                program.awaitOut("1 needs attention");
                assertThat(program.terminate(STOP_WITHIN)).isZero();
                assertThat(program.err()).contains("alice needs a login");
            }
        }

        for (String directory : List.of("state/logs", "elsewhere")) {
            Path log = folder.resolve(directory).resolve("chameleon.log");
            assertThat(log).content().containsOnlyOnce("WARN  [alice] Account - alice needs a login");
            assertThat(log)
                    .content()
                    .doesNotContain(twitch.user("alice").orElseThrow().refreshToken());
            assertThat(Files.getPosixFilePermissions(log)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void saysWhereTheLogCannotBeKept() throws Exception {
        twitch.addUser("alice");
        Path config = config("alice");

        Outcome file = CommandRun.of(command(config, "--state", state(), "--log-dir", config + "/logs"));
        Outcome both = CommandRun.of(command(config, "--state", state(), "--log-dir", "logs", "--no-log-file"));

        assertThat(file.exitCode()).isOne();
        assertThat(file.err())
                .contains("The log cannot be kept in " + config + "/logs")
                .doesNotContain("\tat ");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).contains("contradict");
    }

    private static String[] command(Path config, String... more) {
        return Stream.concat(Stream.of("run", "--config", config.toString()), Stream.of(more))
                .toArray(String[]::new);
    }

    @Test
    void refusesAStateDirectoryThatAnotherOneUses() throws Exception {
        twitch.addUser("alice");
        Path config = config("alice");

        try (CommandRun first = runHere(config)) {
            first.awaitOut("live 1/1");

            Outcome second = Program.run(folder, "run", "--config", config.toString());

            assertThat(second.exitCode()).isOne();
            assertThat(second.err()).contains("state").doesNotContain("\tat ");
            assertThat(first.isAlive()).isTrue();
        }
    }

    private Program run(Path config) throws IOException {
        return Program.start(folder, Map.of(), "run", "--config", config.toString());
    }

    private CommandRun runHere(Path config) {
        return CommandRun.start(command(
                config, "--state", state(), "--plugins", Program.plugins().toString(), "--no-log-file"));
    }

    /** Where the state of a program is that was started in the folder. */
    private String state() {
        return folder.resolve("state").toString();
    }

    private Path config(String... logins) throws IOException {
        String urls = """
            , "twitch": {"eventsub_url": "%s", "helix_url": "%s", "auth_url": "%s"}}
            """.formatted(twitch.eventSubUrl(), twitch.helixUrl(), withSlash(twitch.authUrl()));
        return Program.config(folder, users(logins) + urls);
    }

    /** As people write it. */
    private static String withSlash(URI uri) {
        return uri + "/";
    }

    private String users(String... logins) {
        return "{\"users\": ["
                + String.join(
                        ",",
                        List.of(logins).stream()
                                .map(login -> user(twitch.user(login).orElseThrow()))
                                .toList())
                + "]";
    }

    private static String user(SimulatedUser user) {
        return """
            {"username": "%s", "client_id": "%s", "client_secret": "%s", "channels": ["#%s"],
             "is_prime_or_turbo": true, "enabled": true, "access_token": "%s", "refresh_token": "%s"}
            """.formatted(
                        user.login(),
                        user.clientId(),
                        user.clientSecret(),
                        user.login(),
                        user.accessToken(),
                        user.refreshToken());
    }

    private void assertNoSecrets(Program program) {
        for (SimulatedUser user : twitch.users()) {
            assertThat(program.out() + program.err())
                    .doesNotContain(user.accessToken(), user.refreshToken(), user.clientSecret());
        }
    }
}
