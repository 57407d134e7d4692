package dev.chameleonbot.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.model.PluginHealth.State;
import dev.chameleonbot.engine.resilience.ManualTimers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SessionHealthTest {
    private static final GuardLimits LIMITS = new GuardLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(2), 3, Duration.ofSeconds(1), Duration.ofSeconds(4));

    private final ManualTimers timers = new ManualTimers();
    private final List<String> told = new ArrayList<>();
    private final SessionHealth health = new SessionHealth("test", LIMITS, timers, new Told());

    @BeforeEach
    void open() {
        assertThat(health.now().state()).isEqualTo(State.STARTING);
        health.opened();
    }

    @Test
    void aSessionThatWasPausedInItsStartStaysPausedOnceItIsOpen() {
        SessionHealth slow = new SessionHealth("slow", LIMITS, timers, new Told());
        slow.overran("its start");
        slow.opened();

        assertThat(slow.now().state()).isEqualTo(State.PAUSED);
    }

    @Test
    void aFewFailuresPauseNothing() {
        fail(2);
        health.succeeded();
        fail(2);

        assertThat(told).isEmpty();
        assertThat(health.now().state()).isEqualTo(State.HEALTHY);
        assertThat(health.now().failures()).isEqualTo(4);
    }

    @Test
    void manyFailuresInARowPauseItUntilATrialSucceeds() {
        fail(3);
        assertThat(told).containsExactly("paused PT1S");
        assertThat(health.now().reason()).contains("3 calls in a row", "a message", "on purpose");

        timers.advance(Duration.ofSeconds(1));
        assertThat(told).endsWith("trial");
        health.succeeded();

        assertThat(told).containsExactly("paused PT1S", "trial", "healed");
        assertThat(health.now().state()).isEqualTo(State.HEALTHY);
    }

    @Test
    void eachTrialThatFailsDoublesThePauseUpToTheLongest() {
        fail(3);
        for (int i = 0; i < 3; i++) {
            timers.advance(Duration.ofSeconds(4));
            fail(1);
        }

        assertThat(told)
                .containsExactly("paused PT1S", "trial", "paused PT2S", "trial", "paused PT4S", "trial", "paused PT4S");
    }

    @Test
    void oneCallThatTakesTooLongPausesIt() {
        health.overran("a task");

        assertThat(told).containsExactly("paused PT1S");
        assertThat(health.now().reason()).contains("a task took longer than 10000 ms");
    }

    @Test
    void aQuarantineIsForGood() {
        health.quarantine("it hangs");
        fail(5);
        health.succeeded();
        timers.advance(Duration.ofMinutes(10));

        assertThat(told).containsExactly("quarantined");
        assertThat(health.isQuarantined()).isTrue();
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void nothingChangesAfterTheEndOfTheSession() {
        fail(3);
        health.close();
        timers.advance(Duration.ofMinutes(10));
        health.quarantine("too late");

        assertThat(told).containsExactly("paused PT1S");
        assertThat(timers.alarms()).isZero();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            health.failed("a message", "IllegalStateException: on purpose");
        }
    }

    private final class Told implements SessionHealth.Listener {
        @Override
        public void onPaused(PluginHealth now, Duration pause) {
            told.add("paused " + pause);
        }

        @Override
        public void onTrial() {
            told.add("trial");
        }

        @Override
        public void onHealed(PluginHealth now) {
            told.add("healed");
        }

        @Override
        public void onQuarantined(PluginHealth now) {
            told.add("quarantined");
        }
    }
}
