package dev.chameleonbot.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.guard.CallResult;
import dev.chameleonbot.engine.guard.CallResult.Ending;
import dev.chameleonbot.engine.guard.GuardLimits;
import dev.chameleonbot.engine.metrics.PluginMeter;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineEvent.MessagesDropped;
import dev.chameleonbot.engine.model.EngineEvent.PluginFailed;
import dev.chameleonbot.engine.model.EngineEvent.PluginHealthChanged;
import dev.chameleonbot.engine.model.PluginHealth.State;
import dev.chameleonbot.engine.resilience.ForwardingTimers;
import dev.chameleonbot.engine.resilience.LogsErrors;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@LogsErrors
final class SessionHealthTest {
    private static final GuardLimits LIMITS = new GuardLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(2), 3, Duration.ofSeconds(1), Duration.ofSeconds(4));
    private static final GuardLimits PATIENT = new GuardLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(2), 100, Duration.ofSeconds(1), Duration.ofSeconds(4));
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final ManualTimers timers = new ManualTimers();
    private final List<String> told = new ArrayList<>();
    private final List<EngineEvent> events = new ArrayList<>();
    private final PluginMeter meter = new PluginMeter();
    private final SessionHealth health = create();

    @BeforeEach
    void open() {
        assertThat(health.now().state()).isEqualTo(State.STARTING);
        health.opened();
    }

    @Test
    void aSessionThatWasPausedInItsStartStaysPausedOnceItIsOpen() {
        SessionHealth slow = create();
        slow.called("its start", new CallResult(Ending.INTERRUPTED, "", null));
        slow.opened();

        assertThat(slow.now().state()).isEqualTo(State.PAUSED);
    }

    @Test
    void aFewFailuresPauseNothing() {
        fail(2);
        succeed();
        fail(2);

        assertThat(told).isEmpty();
        assertThat(health.now().state()).isEqualTo(State.HEALTHY);
        assertThat(health.now().failures()).isEqualTo(4);
        assertThat(meter.now().failures()).isEqualTo(4);
    }

    @Test
    void manyFailuresInARowPauseItUntilATrialSucceeds() {
        fail(3);
        assertThat(told).containsExactly("paused");
        assertThat(health.now().reason()).contains("3 calls in a row", "a message", "on purpose");

        timers.advance(Duration.ofSeconds(1));
        assertThat(told).endsWith("trial");
        succeed();

        assertThat(told).containsExactly("paused", "trial");
        assertThat(states()).containsExactly(State.PAUSED, State.HEALTHY);
        assertThat(health.now().state()).isEqualTo(State.HEALTHY);
    }

    @Test
    void eachTrialThatFailsDoublesThePauseUpToTheLongest() {
        for (int seconds : new int[] {1, 2, 4, 4}) {
            fail(told.isEmpty() ? 3 : 1);
            assertThat(told).endsWith("paused");

            timers.advance(Duration.ofSeconds(seconds).minus(MOMENT));
            assertThat(told).endsWith("paused");
            timers.advance(MOMENT);
            assertThat(told).endsWith("trial");
        }
    }

    @Test
    void oneCallThatTakesTooLongPausesIt() {
        health.called("a task", new CallResult(Ending.INTERRUPTED, "", null));

        assertThat(told).containsExactly("paused");
        assertThat(health.now().reason()).contains("a task took longer than 10000 ms");
        assertThat(failures()).containsExactly("a task: it took too long and was interrupted");
    }

    @Test
    void aCallThatWasGivenUpIsCountedAndReportedByWhoGaveItUp() {
        health.called("a task", new CallResult(Ending.ABANDONED, "", null));

        assertThat(told).isEmpty();
        assertThat(events).isEmpty();
        assertThat(meter.now().failures()).isEqualTo(1);
    }

    @Test
    void aQuarantineIsForGood() {
        assertThat(health.quarantine("it hangs")).isTrue();
        assertThat(health.quarantine("it hangs again")).isFalse();
        fail(5);
        succeed();
        timers.advance(Duration.ofMinutes(10));

        assertThat(told).isEmpty();
        assertThat(states()).containsExactly(State.QUARANTINED);
        assertThat(health.isQuarantined()).isTrue();
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void nothingChangesAfterTheEndOfTheSession() {
        fail(3);
        health.close();
        timers.advance(Duration.ofMinutes(10));
        assertThat(health.quarantine("too late")).isFalse();

        assertThat(told).containsExactly("paused");
        assertThat(states()).containsExactly(State.PAUSED);
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void aPauseBeginsBeforeItsEndIsTimedHoweverShortItIs() {
        SessionHealth hurried = create(LIMITS, new AtOnce());
        hurried.called("a message", new CallResult(Ending.INTERRUPTED, "", null));

        assertThat(told).containsExactly("paused", "trial");
    }

    @Test
    void aPauseEndsEvenIfWhoIsToldOfItFails() {
        SessionHealth unlucky = new SessionHealth(
                "alice",
                "test",
                LIMITS,
                timers,
                meter,
                events::add,
                () -> {
                    throw new IllegalStateException("on purpose");
                },
                () -> told.add("trial"));
        assertThatThrownBy(() -> unlucky.called("a message", new CallResult(Ending.INTERRUPTED, "", null)))
                .hasMessage("on purpose");

        timers.advance(LIMITS.firstPause());

        assertThat(told).containsExactly("trial");
    }

    @Test
    void tellsTheFirstDropAtOnceAndTheRestTogetherAfterAPause() {
        Instant start = timers.instant();
        IntStream.range(0, 1_000).forEach(i -> health.dropped(1));
        assertThat(events).containsExactly(new MessagesDropped(start, "alice", "test", 1));

        timers.advance(SessionHealth.BETWEEN_REPORTS);

        assertThat(events).element(1).isEqualTo(new MessagesDropped(timers.instant(), "alice", "test", 999));
    }

    @Test
    void beginsAnewAfterAQuietPause() {
        health.dropped(1);
        timers.advance(SessionHealth.BETWEEN_REPORTS);
        assertThat(timers.alarms()).isZero();

        health.dropped(1);
        assertThat(events).hasSize(2);
    }

    @Test
    void countsFailuresApartAndKeepsTheLatestInOneLine() {
        Instant start = timers.instant();
        SessionHealth patient = create(PATIENT, timers);
        patient.dropped(1);
        patient.called("a message", failure(new IllegalStateException("first")));
        patient.called("a message", failure(new IllegalStateException("second")));
        patient.called("a task", failure(new IllegalArgumentException("two\nlines " + "x".repeat(500))));
        assertThat(events)
                .hasSize(2)
                .element(1)
                .isEqualTo(new PluginFailed(start, "alice", "test", "a message", "IllegalStateException: first", 1));

        timers.advance(SessionHealth.BETWEEN_REPORTS);

        PluginFailed folded = (PluginFailed) events.getLast();
        assertThat(folded.times()).isEqualTo(2);
        assertThat(folded.what()).isEqualTo("a task");
        assertThat(folded.error())
                .startsWith("IllegalArgumentException: two lines xxx")
                .hasSizeLessThan(250);
    }

    @Test
    void tellsTheRestWhenTheSessionEndsAndLeavesNoAlarmBehind() {
        Instant start = timers.instant();
        health.dropped(1);
        health.dropped(1);
        health.called("closing", failure(new IllegalStateException()));
        health.close();

        assertThat(events)
                .containsExactly(
                        new MessagesDropped(start, "alice", "test", 1),
                        new PluginFailed(start, "alice", "test", "closing", "IllegalStateException", 1),
                        new MessagesDropped(start, "alice", "test", 1));
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void whatComesAfterTheEndIsToldAtOnce() {
        health.dropped(1);
        health.close();
        health.dropped(2);
        health.dropped(3);

        assertThat(events)
                .extracting(event -> ((MessagesDropped) event).ownMessages())
                .containsExactly(1L, 2L, 3L);
    }

    private SessionHealth create() {
        return create(LIMITS, timers);
    }

    private SessionHealth create(GuardLimits limits, Timers clock) {
        return new SessionHealth(
                "alice", "test", limits, clock, meter, events::add, () -> told.add("paused"), () -> told.add("trial"));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            health.called("a message", failure(new IllegalStateException("on purpose")));
        }
    }

    private static CallResult failure(Throwable thrown) {
        return new CallResult(Ending.FAILED, CallResult.describe(thrown).orElseThrow(), thrown);
    }

    private void succeed() {
        health.called("a message", new CallResult(Ending.DONE, "", null));
    }

    /** Every moment has come already, as after a machine stood still. */
    private final class AtOnce extends ForwardingTimers {
        AtOnce() {
            super(timers);
        }

        @Override
        public Alarm after(Duration delay, Runnable task) {
            task.run();
            return () -> {};
        }

        @Override
        public void sleep(Duration time) {}
    }

    private List<State> states() {
        return events.stream()
                .filter(PluginHealthChanged.class::isInstance)
                .map(event -> ((PluginHealthChanged) event).health().state())
                .toList();
    }

    private List<String> failures() {
        return events.stream()
                .filter(PluginFailed.class::isInstance)
                .map(event -> ((PluginFailed) event).what() + ": " + ((PluginFailed) event).error())
                .toList();
    }
}
