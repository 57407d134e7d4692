package dev.chameleonbot.engineplugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engineplugin.SeenLibraries.Foreign;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SeenLibrariesTest {
    @ParameterizedTest
    @CsvSource({
        "file:/srv/host/lib/okhttp-3.14.9.jar, 3.14.9",
        "file:/srv/host/lib/okhttp-jvm-5.0.0-alpha.14.jar, 5.0.0-alpha.14",
        "jar:file:/srv/host.jar!/BOOT-INF/lib/okhttp-4.9.3.jar!/, 4.9.3",
        "jar:nested:/srv/host.jar/!BOOT-INF/lib/okhttp-4.9.3.jar!/, 4.9.3",
    })
    void tellTheVersionByTheFileOfTheHosts(String where, String version) {
        assertThat(Foreign.of("okhttp-jvm", "5.3.2", where).found()).contains(version);
    }

    @ParameterizedTest
    @CsvSource({"file:/srv/host-1.0.jar", "file:/srv/okhttp.jar", "file:/srv/my-okhttp-3.0.jar", "the host"})
    void takeNothingElseForAVersion(String where) {
        Foreign okhttp = Foreign.of("okhttp-jvm", "5.3.2", where);

        assertThat(okhttp.found()).isEmpty();
        assertThat(okhttp.isTooOld()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2.9.10, true",
        "1.30, true",
        "2.21.9, true",
        "2.22.0, false",
        "2.22, false",
        "2.23.1, false",
        "3, false",
        "10.1.0, false"
    })
    void areTooOldBelowTheFirstTwoNumbersOfTheEnginesOwn(String found, boolean tooOld) {
        Foreign jackson = Foreign.of("jackson-core", "2.22.4", "file:/lib/jackson-core-" + found + ".jar");

        assertThat(jackson.isTooOld()).isEqualTo(tooOld);
    }

    @Test
    void areNamedWithVersionPlaceAndWhatIsNeeded() {
        assertThat(Foreign.of("okio-jvm", "3.16.4", "file:/lib/okio-1.17.2.jar"))
                .hasToString("okio-jvm 1.17.2 from file:/lib/okio-1.17.2.jar (needed is 3.16 or newer)");
        assertThat(Foreign.of("okio-jvm", "3.16.4", "file:/host.jar"))
                .hasToString("okio-jvm of an unknown version from file:/host.jar (needed is 3.16 or newer)");
    }
}
