package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {
    @ParameterizedTest
    @CsvSource({
        "30s, PT30S",
        "2m, PT2M",
        "1h30m, PT1H30M",
        "1h2m3s, PT1H2M3S",
        "500ms, PT0.5S",
        "90S, PT90S",
        "PT15S, PT15S",
        "pt1h, PT1H"
    })
    void readsWhatPeopleWrite(String text, Duration duration) {
        assertThat(DurationConverter.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3000000h", "1h3000000M", "9999999999ms"})
    void saysThatATimeIsTooLong(String text) {
        assertThatThrownBy(() -> DurationConverter.parse(text)).hasMessage("'" + text + "' is too long a time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "soon", "3x", "1m1h", "-5s", "1.5h", "9999999999s", "PT", "P-1D"})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> DurationConverter.parse(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
