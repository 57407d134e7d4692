package dev.chameleonbot.plugin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class VirtualTimeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration CENTURY = Duration.ofDays(36_500);

    private final List<Bot> bots = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final BehaviourTestkit kit =
            BehaviourTestkit.of(Probe.atStart(bots::add)).start();
    private final Instant start = kit.clock().instant();
    private final Schedule schedule = bots.getFirst().schedule();

    @Test
    void runsTasksInTheOrderOfTheirTimesAndShowsEachItsTime() {
        schedule.after(SECOND.multipliedBy(2), () -> note("later"));
        schedule.after(SECOND, () -> note("sooner"));
        schedule.after(SECOND, () -> note("sooner, but asked for second"));

        kit.advance(SECOND.multipliedBy(3));

        assertThat(done).containsExactly("sooner at 1", "sooner, but asked for second at 1", "later at 2");
        assertThat(kit.clock().instant()).isEqualTo(start.plusSeconds(3));
    }

    @Test
    void runsNothingThatIsNotDue() {
        schedule.after(SECOND, () -> note("task"));

        kit.advance(SECOND.minusNanos(1));
        assertThat(done).isEmpty();

        kit.advance(Duration.ofNanos(1));
        assertThat(done).containsExactly("task at 1");
    }

    @Test
    void repeatsTheFirstTimeAfterOnePeriod() {
        schedule.every(SECOND, () -> note("tick"));

        kit.advance(SECOND.multipliedBy(3));

        assertThat(done).containsExactly("tick at 1", "tick at 2", "tick at 3");
    }

    @Test
    void runsATaskWithoutDelayAfterTheCallThatAskedForIt() {
        schedule.after(SECOND, () -> {
            schedule.after(Duration.ZERO, () -> note("task"));
            note("end of call");
        });

        kit.advance(SECOND);

        assertThat(done).containsExactly("end of call at 1", "task at 1");
    }

    @Test
    void startsNoTaskThatWasCancelled() {
        Schedule.Task single = schedule.after(SECOND, () -> note("single"));
        List<Schedule.Task> repeated = new ArrayList<>();
        repeated.add(schedule.every(SECOND, () -> {
            note("repeated");
            repeated.getFirst().close();
        }));

        single.close();
        single.close();
        kit.advance(SECOND.multipliedBy(5));

        assertThat(done).containsExactly("repeated at 1");
    }

    @Test
    void goesOnWithARepeatedTaskThatThrows() {
        schedule.every(SECOND, () -> {
            note("tick");
            throw new UnsupportedOperationException("tick");
        });

        assertThatThrownBy(() -> kit.advance(SECOND.multipliedBy(2)))
                .isInstanceOf(UnsupportedOperationException.class)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(done).containsExactly("tick at 1", "tick at 2");
    }

    @Test
    void endsTasksWithTheirSession() {
        schedule.every(SECOND, () -> note("tick"));

        kit.restart();
        kit.advance(SECOND.multipliedBy(5));

        assertThat(done).isEmpty();
    }

    @Test
    void refusesPeriodsBelowAMillisecondAndTimeThatGoesBack() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedule.every(Duration.ofNanos(999_999), () -> note("tick")));
        assertThatIllegalArgumentException().isThrownBy(() -> kit.advance(SECOND.negated()));
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> {
            for (int i = 0; i < 2; i++) {
                schedule.every(Duration.ofMillis(1), () -> note("tick"));
            }
        });
    }

    @Test
    void takesMoreThanAHundredYearsForThat() {
        schedule.after(Duration.ofSeconds(Long.MAX_VALUE), () -> note("single"));
        schedule.every(Duration.ofSeconds(Long.MAX_VALUE), () -> note("repeated"));
        schedule.after(Duration.ofSeconds(Long.MIN_VALUE), () -> note("at once"));

        kit.advance(CENTURY.minusNanos(1));
        assertThat(done).containsExactly("at once at 0");
        kit.advance(Duration.ofNanos(1));
        assertThat(done).hasSize(3);
        kit.advance(CENTURY.multipliedBy(3));
        schedule.after(SECOND, () -> note("the clock goes on"));
        kit.advance(SECOND);
        assertThat(done).hasSize(7);
    }

    @Test
    void noticesABehaviourThatComesToNoRest() {
        schedule.after(SECOND, this::again);

        assertThatIllegalStateException().isThrownBy(() -> kit.advance(SECOND)).withMessageContaining("no rest");
    }

    private void again() {
        bots.getFirst().changeColor(ChatColor.Preset.RED, result -> again());
    }

    private void note(String what) {
        done.add(what + " at " + Duration.between(start, kit.clock().instant()).toSeconds());
    }
}
