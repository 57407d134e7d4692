package dev.chameleonbot.engine.helix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RateBudgetTest {
    private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");
    private static final Instant RESET = NOW.plusSeconds(30);

    private final RateBudget budget = new RateBudget();

    @Test
    void hasNoLimitOfItsOwnBeforeTwitchHasNamedOne() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(budget.take(NOW)).isEmpty();
        }
    }

    @Test
    void givesWhatTwitchSaysIsLeftAndThenWaitsForTheReset() {
        budget.observe(2, RESET, NOW);
        assertThat(budget.take(NOW)).isEmpty();
        assertThat(budget.take(NOW)).isEmpty();
        assertThat(budget.take(NOW)).contains(RESET);
        assertThat(budget.take(RESET)).isEmpty();
    }

    @Test
    void believesTheLowerOfTwoAnswersThatOvertookOneAnother() {
        budget.observe(1, RESET, NOW);
        budget.observe(5, RESET, NOW);
        assertThat(budget.take(NOW)).isEmpty();
        assertThat(budget.take(NOW)).contains(RESET);
    }

    @Test
    void takesNothingAfterARefusalUntilTheReset() {
        assertThat(budget.exhausted(RESET, NOW)).isEqualTo(RESET);
        assertThat(budget.take(NOW)).contains(RESET);
        assertThat(budget.take(RESET.plusMillis(1))).isEmpty();
    }

    @Test
    void waitsASecondWhereARefusalNamesNoTime() {
        assertThat(budget.exhausted(null, NOW)).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void isNotStoppedForHoursByAServersWrongClock() {
        assertThat(budget.exhausted(NOW.plus(Duration.ofHours(5)), NOW)).isEqualTo(NOW.plus(Duration.ofMinutes(1)));
    }
}
