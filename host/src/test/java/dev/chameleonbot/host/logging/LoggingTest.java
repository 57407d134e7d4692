package dev.chameleonbot.host.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

final class LoggingTest {
    @AfterEach
    void asUsual() {
        Logging.start(Level.INFO);
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
