package dev.chameleonbot.host.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chameleonbot.host.config.AlertsConfig.Format;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AlertJsonTest {
    @Test
    void givesDiscordTextThatPingsNobodyAndHasNoMarkdownOfOthers() throws IOException {
        JsonNode json = written(alert("some_body_", "@everyone **look** [here](https://example.org)"), Format.DISCORD);

        assertThat(json.path("content").asText()).isEqualTo("""
            **some\\_body\\_ needs a login**
            Reason: @everyone \\*\\*look\\*\\* \\[here\\]\\(https://example.org\\)
            What to do: Log in.\
            """);
        assertThat(json.path("allowed_mentions")).hasToString("{\"parse\":[]}");
    }

    @Test
    void leavesAnAddressInAnAdviceAsItIs() throws IOException {
        AlertMessage message = new AlertMessage(
                AlertKind.NEEDS_LOGIN,
                Events.AT,
                "alice needs a login",
                List.of("alice"),
                "",
                "",
                "Open https://www.twitch.tv/activate?device-code=AB_CD as some_body");

        assertThat(written(message, Format.DISCORD).path("content").asText())
                .endsWith("Open https://www.twitch.tv/activate?device-code=AB_CD as some\\_body");
    }

    @Test
    void keepsToDiscordsLimit() throws IOException {
        AlertMessage message =
                new AlertMessage(AlertKind.FAILED, Events.AT, "x_".repeat(900), List.of(), "", "😀".repeat(400), "");

        String content = written(message, Format.DISCORD).path("content").asText();

        assertThat(content).hasSizeLessThanOrEqualTo(AlertJson.DISCORD_LIMIT).endsWith("…");
        assertThat(Character.isHighSurrogate(content.charAt(content.length() - 2)))
                .isFalse();
    }

    @Test
    void givesProgramsFieldsToRead() throws IOException {
        List<Alert> alerts = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> alert("account" + i, i == 1 ? "Revoked" : "Expired"))
                .toList();

        assertThat(written(AlertMessage.fold(alerts).getFirst(), Format.GENERIC))
                .isEqualTo(new ObjectMapper().readTree("""
                    {
                      "source": "chameleon",
                      "kind": "needs_login",
                      "severity": "error",
                      "at": "2026-02-01T12:00:00Z",
                      "text": "5 accounts need a login: account1, account2, account3, ... and 2 more\\nReason: \
                    Revoked (and others; the log has all)\\nWhat to do: Log in.",
                      "accounts": ["account1", "account2", "account3", "account4", "account5"],
                      "plugin": "",
                      "reason": "Revoked (and others; the log has all)",
                      "advice": "Log in."
                    }
                    """));
    }

    @Test
    void makesOneShortLineOfWhatOthersHaveWritten() {
        Alert alert = alert("alice", "two\nlines\u001b[31m " + "x".repeat(1_000));

        assertThat(alert.reason()).startsWith("two lines [31m xxx").hasSizeLessThan(310);
    }

    private static JsonNode written(Alert alert, Format format) throws IOException {
        return written(AlertMessage.fold(List.of(alert)).getFirst(), format);
    }

    private static JsonNode written(AlertMessage message, Format format) throws IOException {
        return new ObjectMapper().readTree(AlertJson.write(message, format));
    }

    private static Alert alert(String account, String reason) {
        return new Alert(AlertKind.NEEDS_LOGIN, Events.AT, account, "", reason, "Log in.", 1);
    }
}
