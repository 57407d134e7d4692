package dev.chameleonbot.engine.eventsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a text is, it is read as the JDK's own parser reads it. */
final class Rfc3339Test {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-07-19T14:56:51.634234626Z",
                "2023-07-19T14:56:51.616329898Z",
                "2023-07-19T14:56:51.5Z",
                "2023-07-19T14:56:51.000000001Z",
                "2023-07-19T14:56:51Z",
                "2024-02-29T23:59:59Z",
                "2023-07-19T14:56:51+02:00",
                "2023-07-19T14:56:51.Z",
                "+12345-07-19T14:56:51Z",
                "2023-07-19t14:56:51z"
            })
    void readsWhatTheJdkReads(String text) {
        assertThat(Rfc3339.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2023-02-29T14:56:51Z",
                "2023-13-19T14:56:51Z",
                "2023-07-19T24:56:51Z",
                "2023-07-19T14:56Z",
                "2023-07-19T14:56:51.1234567890Z",
                "2023-07-19T14:56:51.12x4Z",
                "2023-07-19T14:56:51,5Z",
                "2023-07-19 14:56:51Z",
                "2023-07-19T14:56:51"
            })
    void refusesWhatTheJdkRefuses(String text) {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Instant.parse(text));
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Rfc3339.parse(text));
    }
}
