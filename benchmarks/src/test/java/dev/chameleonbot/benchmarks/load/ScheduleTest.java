package dev.chameleonbot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void dueTimesDoNotDriftFromTheRate() {
        Schedule schedule = new Schedule(10, 3, 1, 100);
        assertThat(schedule.dueNanos(0)).isZero();
        assertThat(schedule.dueNanos(1)).isEqualTo(333_333_333);
        assertThat(schedule.dueNanos(3_000_000)).isEqualTo(1_000_000_000_000_000L);
    }

    @Test
    void ownMessagesAreTheirShareAndSpreadEvenly() {
        Schedule schedule = new Schedule(7, 1000, 0.05, 2000);
        for (long from = 0; from < 2000; from += 20) {
            assertThat(LongStream.range(from, from + 20).filter(schedule::isOwn).count())
                    .isEqualTo(1);
        }
    }

    @Test
    void everyMessageIsOwnWithoutStrangers() {
        Schedule schedule = new Schedule(3, 1000, 1, 1000);
        assertThat(LongStream.range(0, 1000).allMatch(schedule::isOwn)).isTrue();
    }

    @Test
    void bothKindsGoRoundTheAccounts() {
        Schedule schedule = new Schedule(4, 1000, 0.5, 16);
        assertThat(LongStream.range(0, 16)
                        .filter(schedule::isOwn)
                        .mapToInt(schedule::account)
                        .boxed())
                .containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
        assertThat(LongStream.range(0, 16)
                        .filter(number -> !schedule.isOwn(number))
                        .mapToInt(schedule::account)
                        .boxed())
                .containsExactlyElementsOf(
                        IntStream.range(0, 8).map(i -> i % 4).boxed().toList());
    }
}
