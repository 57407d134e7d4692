package dev.chameleonbot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangesTest {
    private final Changes changes = new Changes(new long[] {5, 100});

    @Test
    void countsFromTheBeginOfTheLoad() {
        changes.own(0);
        changes.own(1);
        assertThat(changes.messages()).isEqualTo(2);
        assertThat(changes.made(6, 101)).isEqualTo(2);
        assertThat(changes.doubled(6, 101)).isZero();
    }

    @Test
    void whatOneAccountLosesHidesNothingOfAnother() {
        changes.own(0);
        changes.own(1);
        changes.own(1);
        assertThat(changes.made(7, 100)).isEqualTo(2);
        assertThat(changes.doubled(7, 100)).isEqualTo(1);
    }
}
