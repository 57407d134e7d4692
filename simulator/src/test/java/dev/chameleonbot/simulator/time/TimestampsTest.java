package dev.chameleonbot.simulator.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimestampsTest {
    @Test
    void alwaysHasNineDigits() {
        assertThat(Timestamps.format(Instant.parse("2026-02-01T22:49:57Z")))
                .isEqualTo("2026-02-01T22:49:57.000000000Z");
        assertThat(Timestamps.format(Instant.parse("2026-02-01T22:49:57.09607444Z")))
                .isEqualTo("2026-02-01T22:49:57.096074440Z");
        assertThat(Timestamps.format(Instant.parse("2026-02-01T22:49:58.1Z")))
                .isEqualTo("2026-02-01T22:49:58.100000000Z");
    }
}
