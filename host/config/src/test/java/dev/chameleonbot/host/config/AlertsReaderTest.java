package dev.chameleonbot.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.host.config.AlertsConfig.Format;
import dev.chameleonbot.host.config.AlertsConfig.Webhook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AlertsReaderTest {
    @TempDir
    private Path folder;

    @Test
    void readsWebhooksAndTheInterval() throws Exception {
        ConfigReport report = read("""
            {"webhooks": [
              {"url": "https://discord.com/api/webhooks/1/hunter2", "format": "discord"},
              {"url": " http://127.0.0.1:8080/alerts?key=hunter2 ", "format": "Generic"}],
             "at_most_every": "1h30m"}
            """);

        assertThat(report.problems()).isEmpty();
        AlertsConfig alerts = report.config().orElseThrow().alerts();
        assertThat(alerts)
                .isEqualTo(new AlertsConfig(
                        List.of(
                                new Webhook(Secret.of("https://discord.com/api/webhooks/1/hunter2"), Format.DISCORD),
                                new Webhook(Secret.of("http://127.0.0.1:8080/alerts?key=hunter2"), Format.GENERIC)),
                        Duration.ofMinutes(90)));
        assertThat(alerts.toString()).contains("DISCORD webhook at discord.com").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{\"webhooks\": []}", "{\"webhooks\": null, \"at_most_every\": \"5m\"}"})
    void alertsNobodyUnlessAWebhookIsGiven(String alerts) throws Exception {
        ConfigReport report = read(alerts);

        assertThat(report.problems()).isEmpty();
        assertThat(report.config().orElseThrow().alerts()).isEqualTo(AlertsConfig.NONE);
    }

    @Test
    void tellsEveryProblemInOneGoWithItsPathAndWithoutTheAddress() throws Exception {
        ConfigReport report = read("""
            {"webhooks": [
              {"url": "http://example.org/hunter2", "format": "discord"},
              {"url": "http://999.1.1.1/hunter2", "format": "discord"},
              {"url": "https://exa mple.org/hunter2", "format": "slack"},
              {"url": "ftp://example.org/hunter2", "format": 5},
              {"url": "hunter2"},
              {"url": "https://me:hunter2@example.org/", "format": "generic"},
              {"url": "https://example.org:99999/hunter2", "format": "generic"},
              {"url": ["hunter2"], "format": "generic"},
              "https://example.org/hunter2",
              {}],
             "at_most_every": "sometimes"}
            """);

        assertThat(report.config()).isEmpty();
        assertThat(report.errors())
                .map(ConfigProblem::toString)
                .containsExactly(
                        "alerts.webhooks[0].url: begins with http://, which is allowed on loopback only; use https://"
                                + " (it is not shown here)",
                        "alerts.webhooks[1].url: must be an https:// address (it is not shown here)",
                        "alerts.webhooks[2].url: is not an address (it is not shown here)",
                        "alerts.webhooks[2].format: 'slack' is not allowed; it must be \"discord\" or \"generic\"",
                        "alerts.webhooks[3].url: must be an https:// address (it is not shown here)",
                        "alerts.webhooks[3].format: is a number; it must be \"discord\" or \"generic\"",
                        "alerts.webhooks[4].url: must be an https:// address (it is not shown here)",
                        "alerts.webhooks[4].format: is missing; it must be \"discord\" or \"generic\"",
                        "alerts.webhooks[5].url: must be an address without user and fragment (it is not shown here)",
                        "alerts.webhooks[6].url: must be an address with a port from 1 to 65535, or without one (it is"
                                + " not shown here)",
                        "alerts.webhooks[7].url: is a list; it must be the address of a webhook",
                        "alerts.webhooks[8]: is a text; it must be an object with url, format",
                        "alerts.webhooks[9].url: is missing; it must be the address of a webhook",
                        "alerts.webhooks[9].format: is missing; it must be \"discord\" or \"generic\"",
                        "alerts.at_most_every: 'sometimes' is not allowed; it must be a time from 1s to 168h, such as"
                                + " 30s, 5m or 1h30m");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        []                         | alerts: is a list; it must be an object with webhooks, at_most_every
        "https://example.org"      | alerts: is a text; it must be an object with webhooks, at_most_every
        {"webhooks": {}}           | alerts.webhooks: is an object; it must be a list of objects with url, format
        {"at_most_every": 5}       | alerts.at_most_every: is a number; it must be a time such as "5m"
        {"at_most_every": "500ms"} | alerts.at_most_every: '500ms' is not allowed; it must be a time from 1s to 168h, such as 30s, 5m or 1h30m
        {"at_most_every": "200h"}  | alerts.at_most_every: '200h' is not allowed; it must be a time from 1s to 168h, such as 30s, 5m or 1h30m
        """)
    void tellsWhatIsWrongWithTheAlerts(String alerts, String problem) throws Exception {
        assertThat(read(alerts).errors()).map(ConfigProblem::toString).containsExactly(problem);
    }

    @Test
    void warnsOfUnknownKeys() throws Exception {
        ConfigReport report = read("""
            {"webhook": [], "webhooks": [{"url": "https://example.org/x", "format": "generic", "formt": "x"}]}
            """);

        assertThat(report.warnings())
                .map(ConfigProblem::toString)
                .containsExactly(
                        "alerts.webhook: is not known and has no effect; did you mean 'webhooks'?",
                        "alerts.webhooks[0].formt: is not known and has no effect; did you mean 'format'?");
        assertThat(report.config()).isPresent();
    }

    private ConfigReport read(String alerts) throws Exception {
        Path file = folder.resolve("config.json");
        Files.writeString(file, """
            {"users": [{"username": "alice", "client_id": "id", "channels": ["alice"]}], "alerts": %s}
            """.formatted(alerts));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return new ConfigReader(Map.of()).read(file);
    }
}
