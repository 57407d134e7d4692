package dev.chameleonbot.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.guard.CallResult;
import dev.chameleonbot.engine.guard.CallResult.Ending;
import dev.chameleonbot.engine.guard.GuardLimits;
import dev.chameleonbot.engine.metrics.PluginMeter;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineEvent.PluginFailed;
import dev.chameleonbot.engine.model.EngineEvent.PluginHealthChanged;
import dev.chameleonbot.engine.model.PluginHealth.State;
import dev.chameleonbot.engine.resilience.LogsErrors;
import dev.chameleonbot.engine.resilience.ManualTimers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@LogsErrors
final class SessionHealthTest {
    private static final GuardLimits LIMITS = new GuardLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(2), 3, Duration.ofSeconds(1), Duration.ofSeconds(4));
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
        health.quarantine("it hangs");
        fail(5);
        succeed();
        timers.advance(Duration.ofMinutes(10));

        assertThat(told).containsExactly("quarantined");
        assertThat(states()).containsExactly(State.QUARANTINED);
        assertThat(health.isQuarantined()).isTrue();
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void nothingChangesAfterTheEndOfTheSession() {
        fail(3);
        health.close();
        timers.advance(Duration.ofMinutes(10));
        health.quarantine("too late");

        assertThat(told).containsExactly("paused");
        assertThat(states()).containsExactly(State.PAUSED);
        assertThat(timers.alarms()).isZero();
    }

    private SessionHealth create() {
        TroubleReports reports = new TroubleReports("alice", "test", timers, events::add);
        return new SessionHealth("test", LIMITS, timers, meter, reports, new Told());
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            String error = "IllegalStateException: on purpose";
            health.called("a message", new CallResult(Ending.FAILED, error, new IllegalStateException("on purpose")));
        }
    }

    private void succeed() {
        health.called("a message", new CallResult(Ending.DONE, "", null));
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

    private final class Told implements SessionHealth.Listener {
        @Override
        public void onPaused() {
            told.add("paused");
        }

        @Override
        public void onTrial() {
            told.add("trial");
        }

        @Override
        public void onQuarantined() {
            told.add("quarantined");
        }
    }
}
