package dev.chameleonbot.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ObservationTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void aCallThatSharesItsProcessorWithManyOthersBurnsAllTheSame() {
        assertThat(Observation.isBurning(20, 20, SECOND / 100, SECOND)).isTrue();
    }

    @Test
    void aCallThatWaitsInNativeCodeLooksRunnableAndDoesNotBurn() {
        assertThat(Observation.isBurning(20, 20, SECOND / 10_000, SECOND)).isFalse();
    }

    @Test
    void aCallThatLooksForSomethingNowAndThenHasRatherWaited() {
        assertThat(Observation.isBurning(2, 20, SECOND / 20, SECOND)).isFalse();
    }
}
