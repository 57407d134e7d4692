package dev.chameleonbot.host.plugins.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BundleVersionTest {
    @ParameterizedTest
    @CsvSource({
        "0.1.0, '[0.1,1)', true",
        "1.0.0, '[0.1,1)', false",
        "1.0.0, '[0.1,1]', true",
        "0.1.0, '(0.1,1)', false",
        "0.10.0, '[0.9,1)', true",
        "0.1.0, 0.1.0.rc1, false",
        "2.0, 1.5, true",
        "1.4.9, 1.5, false"
    })
    void isInARange(String version, String range, boolean expected) {
        assertThat(BundleVersion.parse(version).isIn(range)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1.3, '[0.1,1)', false",
        "0.2.0, '[0.1,1)', true",
        "0.2.0, 0.1, true",
        "0.1.0, '[0.1.2,0.2)', false",
        "1.2.0, '[0.9,2)', false",
        "1.2.0, '[1.0,2)', false"
    })
    void mayBreakWithItsSecondNumberBeforeOne(String version, String builtFor, boolean expected) {
        assertThat(BundleVersion.parse(version).mayBreakWhatWasBuiltFor(BundleVersion.leastOf(builtFor)))
                .isEqualTo(expected);
    }

    @Test
    void saysWhatIsNoVersion() {
        assertThatThrownBy(() -> BundleVersion.parse("one")).hasMessageContaining("'one' is no version");
        assertThatThrownBy(() -> BundleVersion.parse("1").isIn("[1")).hasMessageContaining("'[1' is no range");
    }

    @Test
    void readsAHeader() {
        assertThat(ApiRange.packages("a.b;c.d;resolution:=optional;version=\"[1.0,2)\", e.f;version=3;x=\"a,b;c\",g.h"))
                .containsOnly(
                        Map.entry("a.b", Optional.of("[1.0,2)")),
                        Map.entry("c.d", Optional.of("[1.0,2)")),
                        Map.entry("e.f", Optional.of("3")),
                        Map.entry("g.h", Optional.empty()));
    }
}
