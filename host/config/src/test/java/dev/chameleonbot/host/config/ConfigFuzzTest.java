package dev.chameleonbot.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However a configuration is damaged, the reader answers with problems or says that it is unreadable, and throws nothing
 * else. The damage is random with a fixed seed, so every run tries the same.
 */
final class ConfigFuzzTest {
    private static final String CONFIG = """
        {
          // a comment
          "users": [
            {"username": "alice", "client_id": "id", "client_secret": "sesame", "channels": ["#One", "two"],
             "is_prime_or_turbo": true, "enabled": false, "access_token": "at", "refresh_token": "rt",
             "token_expiry": "2026-02-01T22:49:44+00:00"},
            {"username": "bob", "client_id": "id", "channels": ["three"],},
          ],
          "twitch": {"eventsub_url": "ws://127.0.0.1:9000/ws", "helix_url": "http://127.0.0.1:9000/helix"},
          "alerts": {"webhooks": [{"url": "https://example.org/hook", "format": "generic"}], "at_most_every": "5m"}
        }
        """;
    private static final List<String> SPLINTERS = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ",",
            ":",
            "null",
            "true",
            "-1e999",
            "\\u0000",
            "\\ud800",
            "\u0000",
            "\ud83d",
            "9999999999",
            "{}",
            "[]",
            "\"\"",
            "NaN",
            "/*",
            "//",
            "'",
            "\\",
            "\n",
            "[[[[[[[[",
            "\"users\":",
            "\"channels\": 7",
            "1e400");

    @TempDir
    private Path folder;

    @Test
    void readsEveryBeginningOfAConfiguration() throws IOException {
        for (int length = 0; length < CONFIG.length(); length++) {
            read(CONFIG.substring(0, length));
        }
    }

    @Test
    void readsConfigurationsThatWereDamagedInThousandsOfWays() throws IOException {
        Random random = new Random(20_260_201);
        for (int round = 0; round < 4_000; round++) {
            StringBuilder damaged = new StringBuilder(CONFIG);
            for (int wound = 0; wound <= random.nextInt(4); wound++) {
                int at = random.nextInt(damaged.length());
                int to = Math.min(damaged.length(), at + random.nextInt(30));
                switch (random.nextInt(4)) {
                    case 0 -> damaged.delete(at, to);
                    case 1 -> damaged.insert(at, SPLINTERS.get(random.nextInt(SPLINTERS.size())));
                    case 2 -> damaged.setCharAt(at, (char) random.nextInt(0x10000));
                    default -> damaged.insert(at, damaged.substring(at, to));
                }
            }
            read(damaged.toString());
        }
    }

    private void read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("config.json"), text.replaceAll("[\\ud800-\\udfff]", "?"));
        try {
            ConfigReport report = new ConfigReader(Map.of()).read(file);
            assertThat(report.config().isPresent() || !report.errors().isEmpty())
                    .isTrue();
            report.config()
                    .ifPresent(config -> assertThat(
                                    config.isRunnable() || !report.errors().isEmpty())
                            .isTrue());
        } catch (UnreadableConfigException e) {
            // A text that is no JSON is never quoted. (Damage can put a secret where a channel belongs, which is then
            // told.)
            assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("sesame");
        }
    }
}
