package dev.chameleonbot.engine.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LogLimitTest {
    private final ManualTimers timers = new ManualTimers();
    private final LogLimit limit = new LogLimit(timers);

    @Test
    void tellsTheFirstOneAtOnceAndCountsTheOthers() {
        List<Long> told = new ArrayList<>();
        for (int second = 0; second < 3_600; second++) {
            limit.count("malformed").ifPresent(told::add);
            timers.advance(Duration.ofSeconds(1));
        }

        assertThat(told).containsExactly(0L, 59L, 299L, 899L, 899L, 899L);
    }

    @Test
    void eachSortHasAFirstOneUntilThereAreTooMany() {
        long told = 0;
        for (int sort = 0; sort < 1_000; sort++) {
            told += limit.count("sort " + sort).isPresent() ? 1 : 0;
        }

        assertThat(told).isEqualTo(101);
    }
}
