package dev.chameleonbot.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LoginPromptTest {
    @Test
    void tellsItsEndToTheSecondAsPeopleReadIt() {
        LoginPrompt prompt = new LoginPrompt(
                URI.create("https://www.twitch.tv/activate?device-code=ABCD"),
                "ABCD",
                Instant.parse("2026-02-01T12:00:00.123456789Z"));

        assertThat(prompt.expiresAt()).hasToString("2026-02-01T12:00:00Z");
    }
}
