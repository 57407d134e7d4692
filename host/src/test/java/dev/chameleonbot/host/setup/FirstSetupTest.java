package dev.chameleonbot.host.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.TwitchCallException;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.OperationException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FirstSetupTest {
    @TempDir
    private Path folder;

    private final FakeLogins logins = new FakeLogins();
    private Path config;
    private FirstSetup setup;

    @BeforeEach
    void begin() {
        config = folder.resolve("data/config.json");
        setup = new FirstSetup(config, logins);
    }

    @Test
    void writesAConfigurationWithWhichAHostCanRunAndTakeAccounts() throws Exception {
        assertThat(setup.isNeeded()).isTrue();
        assertThat(setup.isPossible()).isTrue();

        assertThat(setup.write(" abc123 ").isKnown()).isTrue();

        assertThat(setup.isNeeded()).isFalse();
        ConfigReader reader = new ConfigReader(Map.of());
        assertThat(reader.read(config).config()).get().matches(HostConfig::isRunnable);
        assertThat(new ConfiguredApplication(config, reader).clientId()).contains("abc123");
        assertThat(logins.log).containsExactly("closed");
    }

    @Test
    void whatCanBeNoIdIsNotAskedFor() throws Exception {
        assertThat(setup.write("a b").kind()).isEqualTo(ClientIdVerdict.Kind.MALFORMED);
        assertThat(setup.write("").kind()).isEqualTo(ClientIdVerdict.Kind.MALFORMED);

        assertThat(logins.asked).isEmpty();
        assertThat(setup.isNeeded()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"UNKNOWN_CLIENT, UNKNOWN", "UNREACHABLE, UNREACHABLE", "REFUSED, REFUSED"})
    void tellsApartWhyAnIdCannotBeUsed(TwitchCallException.Kind failure, ClientIdVerdict.Kind kind) throws Exception {
        logins.refusal = Optional.of(new TwitchCallException(failure, "No", "Try another one."));

        assertThat(setup.write("abc123")).isEqualTo(new ClientIdVerdict(kind, "No", "Try another one."));
        assertThat(setup.isNeeded()).isTrue();
    }

    @Test
    void whatIsThereIsNeverChanged() throws Exception {
        assertThat(setup.write("abc123").isKnown()).isTrue();

        assertThatThrownBy(() -> setup.write("other"))
                .isInstanceOf(OperationException.class)
                .hasMessage(config + " is there already, and is never changed");
        assertThat(config).content().contains("abc123");
    }
}
