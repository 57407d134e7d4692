package dev.chameleonbot.engine.helix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RateBudgetTest {
    private static final Duration WAIT = Duration.ofSeconds(30);
    /** Negative, as the monotonic clock may be. */
    private static final long NOW = Long.MIN_VALUE + 5;

    private static final long RESET = NOW + WAIT.toNanos();

    private final RateBudget budget = new RateBudget();

    @Test
    void hasNoLimitOfItsOwnBeforeTwitchHasNamedOne() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(budget.take(NOW)).isEmpty();
        }
        assertThat(budget.remaining(NOW)).isEmpty();
    }

    @Test
    void givesWhatTwitchSaysIsLeftAndThenWaitsForTheReset() {
        budget.observe(2, WAIT, NOW);
        assertThat(budget.take(NOW)).isEmpty();
        assertThat(budget.take(NOW)).isEmpty();
        assertThat(budget.take(NOW)).contains(WAIT);
        assertThat(budget.untilFree(NOW)).isEqualTo(WAIT);
        assertThat(budget.take(RESET)).isEmpty();
    }

    @Test
    void believesTheLowerOfTwoAnswersThatOvertookOneAnother() {
        budget.observe(1, WAIT, NOW);
        budget.observe(5, WAIT, NOW);
        assertThat(budget.take(NOW)).isEmpty();
        assertThat(budget.take(NOW)).contains(WAIT);
    }

    @Test
    void takesNothingAfterARefusalUntilTheReset() {
        budget.exhausted(WAIT, NOW);
        assertThat(budget.take(NOW)).contains(WAIT);
        assertThat(budget.remaining(NOW)).contains(0);
        assertThat(budget.take(RESET + 1)).isEmpty();
    }
}
