package dev.chameleonbot.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    @ParameterizedTest
    @CsvSource({"'','',0", "abc,abc,0", "abc,'',3", "abc,abd,1", "abc,acb,1", "channels,chanels,1", "kitten,sitting,3"})
    void countsEdits(String a, String b, int edits) {
        assertThat(NearestName.distance(a, b)).isEqualTo(edits);
        assertThat(NearestName.distance(b, a)).isEqualTo(edits);
    }

    @Test
    void suggestsOnlyWhatIsNear() {
        List<String> known = List.of("users", "twitch");

        assertThat(NearestName.of("user", known)).contains("users");
        assertThat(NearestName.of("Twich", known)).contains("twitch");
        assertThat(NearestName.of("logging", known)).isEmpty();
        assertThat(NearestName.of("x".repeat(1_000_000), known)).isEmpty();
    }
}
