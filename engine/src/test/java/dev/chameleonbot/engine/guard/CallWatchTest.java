package dev.chameleonbot.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class CallWatchTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void aCallThatSharesItsProcessorWithManyOthersBurnsAllTheSame() {
        assertThat(CallWatch.isBurning(20, 20, SECOND / 100, SECOND)).isTrue();
    }

    @Test
    void aCallThatWaitsInNativeCodeLooksRunnableAndDoesNotBurn() {
        assertThat(CallWatch.isBurning(20, 20, SECOND / 10_000, SECOND)).isFalse();
    }

    @Test
    void aCallThatLooksForSomethingNowAndThenHasRatherWaited() {
        assertThat(CallWatch.isBurning(2, 20, SECOND / 20, SECOND)).isFalse();
    }
}
