package dev.chameleonbot.engineplugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PlacesTest {
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void areInTheWorkingDirectoryUnlessToldOtherwise() {
        environment.put("CHAMELEON_CONFIG", " ");

        assertThat(places()).isEqualTo(new Places(Path.of("chameleon.json"), Path.of("chameleon-state")));
        assertThat(places().resolvedAgainst(Path.of("")).config())
                .isEqualTo(Path.of("chameleon.json").toAbsolutePath());
    }

    @Test
    void areWhereTheEnvironmentSays() {
        environment.put("CHAMELEON_CONFIG", "a/b.json");
        environment.put("CHAMELEON_STATE", "c");

        assertThat(places()).isEqualTo(new Places(Path.of("a", "b.json"), Path.of("c")));
    }

    @Test
    void areWhereTheSystemPropertiesSayWhateverTheEnvironmentSays() {
        environment.put("CHAMELEON_CONFIG", "a/b.json");
        environment.put("CHAMELEON_STATE", "c");
        properties.put("chameleon.config", "d.json");
        properties.put("chameleon.state", "e");

        assertThat(places()).isEqualTo(new Places(Path.of("d.json"), Path.of("e")));
    }

    private Places places() {
        return Places.of(properties::get, environment);
    }
}
