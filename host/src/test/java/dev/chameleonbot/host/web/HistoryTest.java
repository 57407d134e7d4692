package dev.chameleonbot.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.Latency;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class HistoryTest {
    private static final Latency NOTHING = latency(0, 0, 0);

    /** So many within 10 ms, 20 ms and 40 ms. */
    private static Latency latency(long ten, long twenty, long forty) {
        TreeMap<Duration, Long> buckets = new TreeMap<>();
        buckets.put(Duration.ofMillis(10), ten);
        buckets.put(Duration.ofMillis(20), twenty);
        buckets.put(Duration.ofMillis(40), forty);
        return new Latency(buckets, forty, Duration.ZERO);
    }

    @Test
    void aQuantileLiesWithinItsBucket() {
        assertThat(History.quantile(NOTHING, latency(50, 100, 100), 0.5)).hasValue(10);
        assertThat(History.quantile(NOTHING, latency(50, 100, 100), 0.75)).hasValue(15);
        assertThat(History.quantile(NOTHING, latency(0, 0, 4), 0.5)).hasValue(30);
    }

    @Test
    void onlyWhatIsNewCounts() {
        assertThat(History.quantile(latency(1_000, 1_000, 1_000), latency(1_000, 1_010, 1_010), 0.5))
                .hasValue(15);
        assertThat(History.quantile(latency(5, 5, 5), latency(5, 5, 5), 0.5)).isEmpty();
    }

    @Test
    void whatTookLongerThanAllBoundsIsTheLastOne() {
        Latency slow = new Latency(latency(0, 0, 0).buckets(), 3, Duration.ZERO);

        assertThat(History.quantile(NOTHING, slow, 0.99)).hasValue(40);
    }
}
