package dev.chameleonbot.host.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chameleonbot.engine.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a program finds in a line of the log. */
final class JsonLinesTest {
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("dev.chameleonbot.test");

    @Test
    void aLineIsAnObjectWithTheContextAndTheMessageAsPeopleReadIt() throws IOException {
        LoggingEvent event = event("{} says {}", null, "alice", "hello");
        event.setTimeStamp(Instant.parse("2026-11-28T12:00:00.250Z").toEpochMilli());
        event.setMDCPropertyMap(
                Map.of("account", "alice", "plugin", "echo", "channel", "streamer", "correlation_id", "m-1"));

        String line = line(event);

        assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
        assertThat(new ObjectMapper().readTree(line)).isEqualTo(new ObjectMapper().readTree("""
            {"time": "2026-11-28T12:00:00.250Z", "level": "INFO", "loggerName": "dev.chameleonbot.test",
             "threadName": "main", "message": "alice says hello", "throwable": null,
             "mdc": {"account": "alice", "plugin": "echo", "channel": "streamer", "correlation_id": "m-1"}}
            """));
    }

    @Test
    void whatSomebodyHasWrittenCanNeitherFakeALineNorCommandATerminal() throws IOException {
        String forged = "hello\n{\"level\":\"ERROR\"}\r\u001b[2K\u009b\u202e \u2028\"\\";

        String line = line(event("{}", new IllegalStateException(forged), forged));

        assertThat(line.strip().chars()).noneMatch(ControlCharacters::isDangerous);
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.path("message").asText()).isEqualTo(forged);
        assertThat(json.path("level").asText()).isEqualTo("INFO");
        assertThat(json.path("throwable").path("message").asText()).isEqualTo(forged);
    }

    @Test
    void aSecretIsMaskedAsEverywhere() throws IOException {
        assertThat(line(event("the token is {}", null, Secret.of("oauth-token-of-alice"))))
                .doesNotContain("oauth-token-of-alice");
    }

    private static LoggingEvent event(String message, @Nullable Throwable thrown, Object... arguments) {
        LoggingEvent event = new LoggingEvent("test", LOGGER, Level.INFO, message, thrown, arguments);
        event.setThreadName("main");
        return event;
    }

    private static String line(ILoggingEvent event) {
        return new String(Logging.encoder(LogFormat.JSON, "unused").encode(event), StandardCharsets.UTF_8);
    }
}
