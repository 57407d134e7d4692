package dev.chameleonbot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chameleonbot.simulator.ServedMessage;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally(1_000_000);

    private boolean add(long dueMicros, long writtenMicros, long servedMicros) {
        return tally.add(new ServedMessage("1", dueMicros * 1000, writtenMicros * 1000, servedMicros * 1000));
    }

    @Test
    void countsFromWhenAMessageWasDueAndNotFromWhenItWasSent() {
        assertThat(add(2_000, 7_000, 8_000)).isTrue();
        assertThat(tally.latencyMicros(50)).isCloseTo(6_000, within(10.0));
        assertThat(tally.lagMicros(50)).isCloseTo(5_000, within(10.0));
    }

    @Test
    void whatWasDueBeforeItBeganIsNotItsOwn() {
        assertThat(add(999, 1_500, 2_000)).isFalse();
        assertThat(tally.served()).isZero();
    }

    @Test
    void percentilesAreThoseOfAllMessages() {
        for (int i = 1; i <= 1000; i++) {
            assertThat(add(1_000, 1_000, 1_000 + i)).isTrue();
        }
        assertThat(tally.latencyMicros(50)).isCloseTo(500, within(1.0));
        assertThat(tally.latencyMicros(99)).isCloseTo(990, within(1.0));
        assertThat(tally.latencyMicros(99.9)).isCloseTo(999, within(1.0));
        assertThat(tally.maxLatencyMicros()).isCloseTo(1_000, within(1.0));
    }
}
