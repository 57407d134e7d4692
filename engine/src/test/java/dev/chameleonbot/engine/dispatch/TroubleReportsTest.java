package dev.chameleonbot.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.guard.CallResult;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineEvent.MessagesDropped;
import dev.chameleonbot.engine.model.EngineEvent.PluginFailed;
import dev.chameleonbot.engine.resilience.LogsErrors;
import dev.chameleonbot.engine.resilience.ManualTimers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@LogsErrors
final class TroubleReportsTest {
    private final ManualTimers timers = new ManualTimers();
    private final Instant start = timers.instant();
    private final List<EngineEvent> events = new ArrayList<>();
    private final TroubleReports reports = new TroubleReports("alice", "echo", timers, events::add);

    @Test
    void tellsTheFirstTroubleAtOnceAndTheRestTogetherAfterAPause() {
        IntStream.range(0, 1_000).forEach(i -> reports.ownDropped(1, false));
        assertThat(events).containsExactly(new MessagesDropped(start, "alice", "echo", 1));

        timers.advance(TroubleReports.PAUSE);

        assertThat(events).element(1).isEqualTo(new MessagesDropped(timers.instant(), "alice", "echo", 999));
    }

    @Test
    void beginsAnewAfterAQuietPause() {
        reports.ownDropped(1, false);
        timers.advance(TroubleReports.PAUSE);
        assertThat(timers.alarms()).isZero();

        reports.ownDropped(1, false);
        assertThat(events).hasSize(2);
    }

    @Test
    void countsFailuresApartAndKeepsTheLatestInOneLine() {
        reports.ownDropped(1, false);
        reports.failed("a message", describe(new IllegalStateException("first")));
        reports.failed("a message", describe(new IllegalStateException("second")));
        reports.failed("a task", describe(new IllegalArgumentException("two\nlines " + "x".repeat(500))));
        assertThat(events)
                .hasSize(2)
                .element(1)
                .isEqualTo(new PluginFailed(start, "alice", "echo", "a message", "IllegalStateException: first", 1));

        timers.advance(TroubleReports.PAUSE);

        PluginFailed folded = (PluginFailed) events.getLast();
        assertThat(folded.times()).isEqualTo(2);
        assertThat(folded.what()).isEqualTo("a task");
        assertThat(folded.error())
                .startsWith("IllegalArgumentException: two lines xxx")
                .hasSizeLessThan(250);
    }

    @Test
    void tellsTheRestWhenTheSessionEndsAndLeavesNoAlarmBehind() {
        reports.ownDropped(1, false);
        reports.ownDropped(1, false);
        reports.failed("closing", describe(new IllegalStateException()));
        reports.close();

        assertThat(events)
                .containsExactly(
                        new MessagesDropped(start, "alice", "echo", 1),
                        new PluginFailed(start, "alice", "echo", "closing", "IllegalStateException", 1),
                        new MessagesDropped(start, "alice", "echo", 1));
        assertThat(timers.alarms()).isZero();
    }

    private static String describe(Throwable thrown) {
        return CallResult.describe(thrown).orElseThrow();
    }
}
