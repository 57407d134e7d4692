package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chameleonbot.engine.StoredAccounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportCommandTest {
    private static final String CLIENT = "abcdefghij0123456789klmnopqrst";

    @TempDir
    private Path folder;

    private Path data;
    private Path original;

    @BeforeEach
    void write() throws IOException {
        data = folder.resolve("data");
        original = folder.resolve("original.conf");
        Files.writeString(original, """
            {"users": [
               {"username": "alice", "client_id": "%s", "channels": ["foo"],
                "access_token": "hidden-access", "refresh_token": "hidden-refresh", "colour": "red"}
             ],
             "log_level": "debug"}
            """.formatted(CLIENT));
    }

    private Outcome run(String... more) {
        return CommandRun.of(Stream.concat(
                        Stream.of("import", original.toString(), "--data", data.toString(), "--offline"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void tellsWhatItTookAndWhatNot() {
        Outcome outcome = run();

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .contains(
                        "alice: " + data.resolve("accounts/alice.json"),
                        "colour: not taken",
                        "log_level: ",
                        "tokens: Twitch was not asked",
                        "Imported 1 of 1 account.",
                        "Do not run the original again")
                .doesNotContain("hidden-");
        assertThat(CommandRun.of("check-config", "--data", data.toString()).exitCode())
                .isZero();

        Outcome again = run();
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.out()).contains("alice: not taken. There is an account of that name already");
    }

    @Test
    void writesNothingOnADryRun() throws IOException {
        Outcome outcome = run("--dry-run", "--json");

        assertThat(outcome.exitCode()).isZero();
        JsonNode report = new ObjectMapper().readTree(outcome.out());
        assertThat(report.path("dry_run").asBoolean()).isTrue();
        assertThat(report.path("accounts").path(0).path("tokens").path("state").asText())
                .isEqualTo("unproved");
        assertThat(data).doesNotExist();
    }

    @Test
    void refusesWhileAHostHasTheState() {
        try (StoredAccounts held = StoredAccounts.open(data.resolve("state"))) {
            assertThat(held.tokens("alice")).isEmpty();

            Outcome outcome = run();

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.err()).contains("A host runs with the state directory", "stop it for the import");
            assertThat(data.resolve("accounts")).doesNotExist();
        }
    }

    @Test
    void refusesWhatCannotBeRead() throws IOException {
        Files.writeString(original, "{\"users\": [");
        Outcome broken = run();
        assertThat(broken.exitCode()).isEqualTo(2);
        assertThat(broken.err()).startsWith("chameleon: ").contains("line 1");

        Files.writeString(original, "{\"users\": 5}");
        Outcome none = run();
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("error: users", "nothing was imported");

        Files.delete(original);
        assertThat(run().exitCode()).isEqualTo(2);
        assertThat(data).doesNotExist();
    }

    @Test
    void refusesItsOwnConfiguration() throws IOException {
        Files.createDirectories(data);
        original = Files.copy(original, data.resolve("config.json"));

        Outcome outcome = run();

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("the configuration of this host itself");
    }
}
