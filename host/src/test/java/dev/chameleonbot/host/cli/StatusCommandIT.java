package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.control.ControlServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "only the owner may open the socket by its POSIX permissions")
final class StatusCommandIT {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path state;

    private final ObjectNode status = JSON.createObjectNode();
    private final ArrayNode accounts = JSON.createArrayNode();
    private ControlServer host;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void open() throws IOException {
        status.put("started", NOW.minusSeconds(3 * 86_400).toString()).put("uptime_seconds", 3 * 86_400);
        status.set("accounts", accounts);
        sum(0, 0, 0);
        host = ControlServer.open(state, Map.of("status", request -> status));
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void showsTheSumFirst() {
        sum(500, 498, 1)
                .putObject("states")
                .put("NEEDS_LOGIN", 1)
                .put("LIVE", 498)
                .put("RECONNECTING", 1);

        assertThat(status()).isZero();
        assertThat(out.toString().lines())
                .first()
                .isEqualTo("500 accounts: 498 live, 1 needs a login, 1 reconnecting; 1 needs attention;"
                        + " 12,345 messages heard, 1 colour changed; up for 3 d.");
    }

    @Test
    void showsWhatAnAccountHasDoneAndWhetherItChangesColours() {
        account("alice", "LIVE")
                .put("messages_heard", 1_234)
                .put("colors_changed", 56)
                .put("last_color", "sea_green")
                .put("last_color_at", NOW.minusSeconds(12).toString())
                .putObject("statuses")
                .put("color-changer", "changing off")
                .put("custom-commands", "12 commands");

        assertThat(status()).isZero();
        assertThat(row("alice"))
                .matches("alice +LIVE +5 min +1/1 +1,234 +56 +sea_green 12 s ago +changing off, 12 commands");
    }

    @Test
    void tellsATroubleThatLastsFromOneThatIsOverAndForgetsThatInTime() {
        account("alice", "LIVE")
                .put("last_error", "It has no token yet")
                .put("last_error_over", "2026-11-28T09:00:00Z");
        account("bob", "LIVE")
                .put("last_error", "The connection was lost")
                .put("last_error_over", "2026-11-28T11:48:00Z");
        ObjectNode carol = account("carol", "LIVE").put("advice", "Log in again.");
        trouble(carol, "It may not write", "2026-11-28T11:00:00Z").put("advice", "Log in again.");
        trouble(carol, "#foo is not heard", "2026-11-28T11:57:00Z").putNull("advice");

        assertThat(status()).isZero();
        assertThat(row("alice")).doesNotContain("token");
        assertThat(row("bob")).endsWith("was, 12 min ago: The connection was lost");
        assertThat(row("carol")).endsWith("It may not write (for 1 h)");
        assertThat(out.toString())
                .containsSubsequence("carol", "    -> Log in again.\n", "    #foo is not heard (for 3 min)\n");
    }

    @Test
    void showsThoseThatNeedAttentionFirstAndOthersByName() {
        account("dave", "LIVE");
        account("carol", "RECONNECTING");
        account("bob", "LIVE").put("needs_attention", true);
        account("alice", "LIVE");

        assertThat(status()).isZero();
        assertThat(logins()).containsExactly("bob", "carol", "alice", "dave");
    }

    @Test
    void sortsAndFiltersOnRequest() {
        account("carol", "LIVE").put("colors_changed", 5).put("last_color_at", "2026-11-28T10:00:00Z");
        account("bob", "PARKED")
                .put("colors_changed", 7)
                .put("needs_attention", true)
                .putNull("last_color_at");
        account("alice", "LIVE").put("colors_changed", 9).put("last_color_at", "2026-11-28T09:00:00Z");

        assertThat(loginsOf("--sort", "changes")).containsExactly("alice", "bob", "carol");
        assertThat(loginsOf("--sort", "last-change")).containsExactly("carol", "alice", "bob");
        assertThat(loginsOf("--sort", "state")).containsExactly("alice", "carol", "bob");
        assertThat(loginsOf("--in-state", "live,failed")).containsExactly("alice", "carol");
        assertThat(loginsOf("--needs-attention")).containsExactly("bob");
        assertThat(loginsOf("--needs-attention", "--in-state", "LIVE")).isEmpty();
    }

    @Test
    void jsonKeepsItsOrderAndIsFilteredToo() throws IOException {
        account("bob", "LIVE");
        account("carol", "PARKED");
        account("alice", "LIVE");

        assertThat(status("--json", "--in-state", "live")).isZero();
        JsonNode shown = JSON.readTree(out.toString());
        assertThat(shown.path("accounts").findValuesAsText("login")).containsExactly("bob", "alice");
        assertThat(shown.path("uptime_seconds").asLong()).isEqualTo(3 * 86_400);
    }

    @Test
    void checkTellsByItsExitCodeWhetherAllIsWell() {
        account("alice", "LIVE");
        sum(2, 2, 0);
        assertThat(status("--check")).isZero();
        assertThat(out.toString()).startsWith("2 accounts: 2 live;");
        assertThat(out.toString().lines()).hasSize(1);

        sum(2, 1, 0);
        assertThat(status("--check")).as("one is on its way").isEqualTo(3);
        sum(2, 2, 1);
        assertThat(status("--check")).as("one is live and needs attention").isEqualTo(3);
        sum(2, 2, 0).putArray("quarantined_plugins").add("color-changer");
        assertThat(status("--check")).as("a plugin is not called any more").isEqualTo(3);
        assertThat(out.toString()).contains("1 plugin does not work");
    }

    @Test
    void checkHasAnExitCodeForAHostThatDoesNotRun() {
        host.close();

        assertThat(status("--check")).isEqualTo(4);
        assertThat(err.toString()).contains("No host runs");
        assertThat(status()).as("without --check").isOne();
    }

    @Test
    void saysHowToAskForAStateWhereTheDirectoryIsMeant() {
        assertThat(status("--state", "needs_login")).isEqualTo(2);
        assertThat(err.toString()).contains("--in-state needs_login");
    }

    private ObjectNode sum(int accountsThere, int live, int needAttention) {
        return status.putObject("summary")
                .put("accounts", accountsThere)
                .put("live", live)
                .put("needs_attention", needAttention)
                .put("messages_heard", 12_345)
                .put("colors_changed", 1);
    }

    private ObjectNode account(String login, String where) {
        ObjectNode account = accounts.addObject();
        account.put("login", login)
                .put("state", where)
                .put("since", NOW.minusSeconds(300).toString())
                .put("channels_wanted", 1)
                .put("channels_heard", 1);
        account.putArray("troubles");
        return account;
    }

    private static ObjectNode trouble(ObjectNode account, String problem, String since) {
        return ((ArrayNode) account.path("troubles"))
                .addObject()
                .put("problem", problem)
                .put("since", since);
    }

    private List<String> loginsOf(String... options) {
        assertThat(status(options)).isZero();
        return logins();
    }

    private List<String> logins() {
        return out.toString()
                .lines()
                .skip(2)
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private String row(String login) {
        return out.toString()
                .lines()
                .filter(line -> line.startsWith(login))
                .findFirst()
                .orElseThrow();
    }

    private int status(String... options) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine command = ChameleonCommand.configured(new CommandLine(new StatusCommand()));
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> directory =
                List.of(options).contains("--state") ? List.of() : List.of("--state", state.toString());
        return command.execute(
                Stream.concat(directory.stream(), Stream.of(options)).toArray(String[]::new));
    }
}
