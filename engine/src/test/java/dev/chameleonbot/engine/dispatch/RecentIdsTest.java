package dev.chameleonbot.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RecentIdsTest {
    private static final int LARGEST = 1_000;

    private final AtomicLong now = new AtomicLong();
    private final RecentIds ids = new RecentIds(now::get, LARGEST);

    @Test
    void knowsAnIdForAtLeastTenMinutes() {
        assertThat(ids.add("a")).isTrue();
        now.addAndGet(Duration.ofMinutes(9).toNanos());
        assertThat(ids.add("b")).isTrue();
        now.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(ids.add("a")).isFalse();
        assertThat(ids.add("b")).isFalse();
    }

    @Test
    void forgetsAnIdInTheEnd() {
        ids.add("a");
        now.addAndGet(Duration.ofMinutes(11).toNanos());
        ids.add("b");
        now.addAndGet(Duration.ofMinutes(11).toNanos());
        ids.add("c");

        assertThat(ids.add("a")).isTrue();
    }

    @Test
    void doesNotGrowForEverOnAFlood() {
        for (int i = 0; i < 200_000; i++) {
            ids.add("id" + i);
        }
        assertThat(ids.size()).isLessThanOrEqualTo(2 * LARGEST);
        assertThat(ids.add("id199999")).isFalse();
    }
}
