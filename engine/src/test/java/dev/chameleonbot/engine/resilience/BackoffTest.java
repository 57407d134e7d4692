package dev.chameleonbot.engine.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    @Test
    void neverWaitsLongerThanAMinuteHoweverManyFailuresThereWere() {
        for (int failures = 1; failures < 10_000; failures++) {
            assertThat(Backoff.STANDARD.delay(failures, random))
                    .isBetween(Duration.ofMillis(250), Duration.ofSeconds(60));
        }
    }

    @Test
    void doublesTheLongestWaitWithEachFailure() {
        RandomGenerator highest = highest();
        assertThat(Backoff.STANDARD.delay(1, highest)).isBetween(Duration.ofMillis(999), Duration.ofSeconds(1));
        assertThat(Backoff.STANDARD.delay(2, highest)).isBetween(Duration.ofMillis(1_999), Duration.ofSeconds(2));
        assertThat(Backoff.STANDARD.delay(6, highest)).isBetween(Duration.ofMillis(31_999), Duration.ofSeconds(32));
        assertThat(Backoff.STANDARD.delay(7, highest)).isBetween(Duration.ofMillis(59_999), Duration.ofSeconds(60));
    }

    @Test
    void spreadsAThousandAccountsOverTheWholeWait() {
        long firstHalf = IntStream.range(0, 1_000)
                .filter(i -> Backoff.STANDARD.delay(7, random).compareTo(Duration.ofSeconds(30)) < 0)
                .count();
        assertThat(firstHalf).isBetween(400L, 600L);
    }

    private static RandomGenerator highest() {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return -1;
            }

            @Override
            public double nextDouble() {
                return Math.nextDown(1.0);
            }
        };
    }
}
