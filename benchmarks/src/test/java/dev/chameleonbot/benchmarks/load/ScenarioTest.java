package dev.chameleonbot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.benchmarks.load.Scenario.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioTest {
    @Test
    void theNameSaysAll() {
        assertThat(Scenario.of("own-200")).contains(new Scenario("own-200", Kind.OPEN, 200, 1, Duration.ZERO));
        assertThat(Scenario.of("busy-4000-put100"))
                .contains(new Scenario("busy-4000-put100", Kind.OPEN, 4000, 0.05, Duration.ofMillis(100)));
        assertThat(Scenario.of("closed-64")).contains(new Scenario("closed-64", Kind.CLOSED, 64, 1, Duration.ZERO));
        assertThat(Scenario.of("burst-put100"))
                .contains(new Scenario("burst-put100", Kind.BURST, 0, 1, Duration.ofMillis(100)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "own",
                "own-",
                "own-0",
                "own-60000",
                "busy-4000-",
                "burst-8",
                "burst-put",
                "closed-8-put99999"
            })
    void otherNamesAreNone(String name) {
        assertThat(Scenario.of(name)).isEmpty();
    }
}
