package dev.chameleonbot.host.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

final class LoggingTest {
    private final PrintStream usual = System.err;

    @AfterEach
    void asUsual() {
        System.setErr(usual);
        Logging.start(Level.INFO);
        Logging.standardError(LogFormat.TEXT, false);
    }

    @Test
    void writesJsonOnStandardErrorAndNothingButErrorsWhereThatIsAskedFor() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        Logging.start(Level.INFO);
        Logger log = LoggerFactory.getLogger("dev.chameleonbot.test");

        Logging.standardError(LogFormat.JSON, true);
        log.warn("not told");
        log.error("told");
        Logging.standardError(LogFormat.TEXT, false);
        log.warn("told again");

        List<String> lines = written.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(new ObjectMapper().readTree(lines.getFirst()).path("message").asText())
                .isEqualTo("told");
        assertThat(lines.getLast()).endsWith(" WARN  [-] test - told again");
    }

    @Test
    void showsWhatPluginsSayFromALevelOfTheirOwn() {
        Logging.start(Level.WARN, Level.INFO);

        assertThat(LoggerFactory.getLogger("plugin.hello").isInfoEnabled()).isTrue();
        assertThat(LoggerFactory.getLogger("dev.chameleonbot.engine").isInfoEnabled())
                .isFalse();
    }

    @Test
    void showsWhatPluginsSayLikeWhatTheHostSays() {
        Logging.start(Level.INFO);

        assertThat(LoggerFactory.getLogger("plugin.hello").isInfoEnabled()).isTrue();
        assertThat(LoggerFactory.getLogger("okhttp3").isInfoEnabled()).isFalse();
    }
}
