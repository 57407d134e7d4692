package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.control.ControlServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What commands answer to programs, and what they leave out for those who want no remarks. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "only the owner may open the socket by its POSIX permissions")
final class CommandAnswersIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path state;

    private final AtomicInteger looks = new AtomicInteger();
    private ControlServer host;
    private int looksUntilLoggedIn = 2;

    @BeforeEach
    void open() throws IOException {
        host = ControlServer.open(
                state,
                Map.of(
                        "status", request -> status(),
                        "login", request -> JSON.createObjectNode().put("account", "alice"),
                        "reload", CommandAnswersIT::changes,
                        "plugins", request -> plugins(request.path("action").asText())));
    }

    @AfterEach
    void close() {
        host.close();
    }

    private JsonNode status() {
        boolean isOver = looks.getAndIncrement() >= looksUntilLoggedIn;
        ObjectNode alice =
                JSON.createObjectNode().put("login", "alice").put("login_progress", isOver ? "SUCCEEDED" : "UNDER_WAY");
        if (!isOver) {
            alice.putObject("login_prompt")
                    .put("verification_uri", "https://www.twitch.tv/activate")
                    .put("user_code", "ABCDEFGH")
                    .put("expires_at", "2026-11-28T12:30:00Z");
        }
        ObjectNode status = JSON.createObjectNode();
        status.putArray("accounts").add(alice);
        return status;
    }

    private static JsonNode changes(JsonNode request) {
        ObjectNode changes = JSON.createObjectNode();
        changes.putArray("added").add("bob");
        changes.putArray("warnings").add("users[0].x: is not known");
        changes.putArray("misconfigured");
        return changes;
    }

    private static JsonNode plugins(String action) throws OperationException {
        if (action.equals("rollback")) {
            throw new OperationException("There is no version before this one");
        }
        ArrayNode plugins = JSON.createArrayNode();
        plugins.addObject()
                .put("id", "announcer")
                .put("version", "1.2.3")
                .put("origin", "installed")
                .put("state", "started")
                .put("sha256", "ab".repeat(32))
                .put("pin", "changed")
                .put("module", "announcer");
        return plugins;
    }

    @Test
    void aProgramThatLogsInGetsTheCodeAndTheEndALineEach() throws Exception {
        Outcome outcome = run("login", "alice", "--json");

        assertThat(outcome.exitCode()).isZero();
        List<String> lines = outcome.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(JSON.readTree(lines.getFirst()).at("/login_prompt/user_code").asText())
                .isEqualTo("ABCDEFGH");
        assertThat(JSON.readTree(lines.getLast()))
                .isEqualTo(JSON.readTree("{\"account\": \"alice\", \"logged_in\": true}"));
    }

    @Test
    void aLoginThatCtrlCEndsHasAnExitCodeOfItsOwn() throws Exception {
        looksUntilLoggedIn = Integer.MAX_VALUE;
        try (CommandRun login = CommandRun.start("login", "alice", "--state", state.toString())) {
            login.awaitOut("alice needs a login");

            assertThat(login.terminate(Duration.ofSeconds(10))).isEqualTo(130);
        }
    }

    @Test
    void aReloadTellsWhatHasChanged() throws Exception {
        assertThat(run("reload").out().lines())
                .containsExactly("warning: users[0].x: is not known", "Applied; 1 account concerned.");
        assertThat(JSON.readTree(run("reload", "--json").out())).isEqualTo(changes(JSON.createObjectNode()));
        assertThat(run("reload", "-q").out()).isEmpty();
    }

    @Test
    void pluginsAreOneObjectForPrograms() throws Exception {
        JsonNode list = JSON.readTree(run("plugins", "list", "--json").out());

        assertThat(list.at("/plugins/0/id").asText()).isEqualTo("announcer");
        assertThat(JSON.readTree(run("plugins", "enable", "announcer", "--json").out())
                        .path("version")
                        .asText())
                .isEqualTo("1.2.3");
        assertThat(JSON.readTree(run("plugins", "verify", "--json").out())
                        .at("/plugins/0/pin")
                        .asText())
                .isEqualTo("changed");
    }

    @Test
    void quietLeavesOutRemarksButNeitherDataNorErrors() {
        assertThat(run("plugins", "enable", "announcer").out()).isEqualTo("announcer 1.2.3 enabled.\n");
        assertThat(run("plugins", "enable", "announcer", "--quiet").out()).isEmpty();
        assertThat(run("plugins", "list", "--quiet").out()).contains("announcer  1.2.3    installed  started");
        Outcome refused = run("plugins", "rollback", "announcer", "--quiet");
        assertThat(refused.exitCode()).isOne();
        assertThat(refused.err()).isEqualTo("chameleon: There is no version before this one\n");
    }

    @Test
    void aFailureIsASentenceForProgramsToo() {
        Outcome refused = run("plugins", "rollback", "announcer", "--json");

        assertThat(refused.exitCode()).isOne();
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).isEqualTo("chameleon: There is no version before this one\n");
    }

    @Test
    void hashesAreATable() {
        Outcome outcome = run("plugins", "verify");

        assertThat(outcome.exitCode()).isOne();
        assertThat(outcome.out()).isEqualTo("""
            PIN      SHA-256                                                           PLUGIN
            changed  %s  announcer
            """.formatted("ab".repeat(32)));
    }

    private Outcome run(String... words) {
        String[] all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--state";
        all[words.length + 1] = state.toString();
        return CommandRun.of(all);
    }
}
