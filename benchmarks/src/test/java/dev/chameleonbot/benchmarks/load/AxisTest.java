package dev.chameleonbot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void endsAtRoundValues() {
        assertThat(Axis.over(List.of(43.0, 4045.0), 0, 100)).isEqualTo(new Axis(20, 5000, 0, 100));
        assertThat(Axis.over(List.of(1.0, 1000.0), 0, 100)).isEqualTo(new Axis(1, 1000, 0, 100));
    }

    @Test
    void hasALengthForASingleValueToo() {
        assertThat(Axis.over(List.of(7.0), 0, 100)).isEqualTo(new Axis(5, 10, 0, 100));
        assertThat(Axis.over(List.of(10.0), 0, 100)).isEqualTo(new Axis(10, 20, 0, 100));
    }

    @Test
    void isLogarithmicAndMayRunBackwards() {
        Axis up = new Axis(1, 100, 200, 0);
        assertThat(up.place(1)).isEqualTo(200);
        assertThat(up.place(10)).isCloseTo(100, within(1e-9));
        assertThat(up.place(100)).isCloseTo(0, within(1e-9));
    }

    @Test
    void writesOneTwoAndFiveAndOnAWideAxisOnlyPowersOfTen() {
        assertThat(new Axis(1, 20, 0, 1).ticks()).containsExactly(1.0, 2.0, 5.0, 10.0, 20.0);
        assertThat(new Axis(1, 5000, 0, 1).ticks()).containsExactly(1.0, 10.0, 100.0, 1000.0);
    }

    @Test
    void labelsAreShort() {
        assertThat(Axis.label(5000)).isEqualTo("5000");
        assertThat(Axis.label(0.05)).isEqualTo("0.0500");
    }
}
