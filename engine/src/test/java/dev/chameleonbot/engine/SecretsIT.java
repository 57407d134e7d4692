package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.fault.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** No token, secret or refresh token in anything that the engine writes or shows. */
@ExtendWith(TidyExtension.class)
@Isolated("It takes standard output and the level of all loggers.")
@DisplayName("Secrets appear nowhere")
final class SecretsIT {
    static {
        // The engine itself does not know Logback, and so its module does not read Logback's.
        ModuleLayer.boot().findModule("ch.qos.logback.classic").ifPresent(SecretsIT.class.getModule()::addReads);
    }

    @TempDir
    private Path directory;

    private final Set<String> secrets = new LinkedHashSet<>();

    @Test
    void noSecretStandsInLogsStateStatusEventsOrThreadDumps() throws Exception {
        StringBuilder shown = new StringBuilder();
        Queue<String> events = new ConcurrentLinkedQueue<>();
        PrintStream err = System.err;
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        Logger everything = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level usual = everything.getLevel();
        everything.setLevel(Level.TRACE);
        try (EngineRig rig = new EngineRig(directory.resolve("state"))) {
            AccountConfig alice = rig.account("alice", "streamer");
            AccountConfig refused = rig.account("refused", "streamer");
            AccountConfig fresh = rig.accountWithoutTokens("fresh", "streamer");
            note(rig);
            rig.twitch().expireAccessToken("refused");
            rig.twitch().revokeRefreshToken("refused");
            rig.start(alice, refused, fresh);
            rig.engine().subscribe("all", event -> events.add(event.toString()));
            rig.awaitLive("alice");
            rig.awaitState("refused", AccountState.NEEDS_LOGIN);
            await().atMost(EngineRig.PATIENCE)
                    .until(() -> rig.status("fresh").prompt().isPresent());
            rig.twitch().approve(rig.status("fresh").prompt().orElseThrow().userCode(), "fresh");
            rig.awaitLive("fresh");
            note(rig);
            rig.twitch().expireAccessToken("alice");
            rig.sayAndAwaitColor("alice", "streamer");
            note(rig);
            rig.twitch().faults().fail(Endpoint.COLOR, 500, 1);
            rig.twitch().faults().fail(Endpoint.TOKEN, 500, "a message", 1);
            rig.twitch().faults().dropSockets();
            rig.sayUntilColor("alice", "streamer");
            note(rig);
            shown.append(rig.engine().accounts())
                    .append(rig.engine().diagnostics())
                    .append(rig.engine().deadLetters())
                    .append(List.of(alice, refused, fresh));
            shown.append(threadDump()).append(events);
        } finally {
            everything.setLevel(usual);
            System.setErr(err);
            System.setOut(out);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("DEBUG");
        assertThat(secrets).hasSizeGreaterThan(8);
        for (String secret : secrets) {
            assertThat(shown.indexOf(secret)).as("in what is shown").isNegative();
            assertThat(printed.toString(StandardCharsets.UTF_8).contains(secret))
                    .as("in the log")
                    .isFalse();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(secrets).as(file.toString()).noneMatch(content::contains);
            }
        }
    }

    private void note(EngineRig rig) {
        for (SimulatedUser user : rig.twitch().users()) {
            secrets.addAll(List.of(user.accessToken(), user.refreshToken(), user.clientSecret()));
        }
    }

    /** With all virtual threads, which only the JDK's own tool shows. */
    private String threadDump() throws IOException, InterruptedException {
        Path file = directory.resolve("threads.txt");
        Process dump = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(ProcessHandle.current().pid()),
                        "Thread.dump_to_file",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(dump.waitFor()).as(said).isZero();
        return Files.readString(file);
    }
}
