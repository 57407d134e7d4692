package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.host.config.WebConfig;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

final class WebOptionTest {
    @Command
    private static final class Sample {
        @Mixin
        private final WebOption web = new WebOption();
    }

    private static WebOption parsed(String... words) {
        Sample sample = new Sample();
        new CommandLine(sample).parseArgs(words);
        return sample.web;
    }

    private static final Optional<WebConfig> CONFIGURED =
            Optional.of(WebConfig.USUAL.at(WebConfig.USUAL.address(), 1234));

    @Test
    void isWhatIsConfiguredUnlessSomebodySaysOtherwise() {
        assertThat(parsed().of(Optional.empty())).isEmpty();
        assertThat(parsed().of(CONFIGURED)).isEqualTo(CONFIGURED);
        assertThat(parsed("--no-web").of(CONFIGURED)).isEmpty();
        assertThat(parsed("--web").of(Optional.empty())).contains(WebConfig.USUAL);
        assertThat(parsed("--web").of(CONFIGURED)).isEqualTo(CONFIGURED);
        assertThat(parsed("--web", "--no-web").isGiven()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "8080, 127.0.0.1, 8080",
        "0, 127.0.0.1, 0",
        "0.0.0.0:8443, 0.0.0.0, 8443",
        "[::1]:80, 0:0:0:0:0:0:0:1, 80"
    })
    void takesAPortAndAnAddress(String word, String address, int port) {
        WebConfig config = parsed("--web", word).of(CONFIGURED).orElseThrow();

        assertThat(config.address().getHostAddress()).isEqualTo(address);
        assertThat(config.port()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536", "-1", "http", "example.org:80", ":80", "1.2.3.4:", "config.json"})
    void refusesWhatIsNeither(String word) {
        assertThatThrownBy(() -> parsed("--web=" + word))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("8730");
    }
}
