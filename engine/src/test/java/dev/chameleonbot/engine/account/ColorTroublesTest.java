package dev.chameleonbot.engine.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.color.Answers;
import dev.chameleonbot.engine.color.ColorTransport.Answer;
import dev.chameleonbot.engine.color.ColorWriter;
import dev.chameleonbot.engine.color.Origin;
import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.events.AccountFeeds;
import dev.chameleonbot.engine.events.EventBus;
import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.OutageLog;
import dev.chameleonbot.engine.state.CapturedLog;
import dev.chameleonbot.plugin.api.ChatColor;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Colours of many accounts, from the writer to the log and the status. */
final class ColorTroublesTest {
    private final ManualTimers timers = new ManualTimers(new SplittableRandom(1));
    private final EventBus events = new EventBus(timers);
    private final OutageLog outages = new OutageLog(timers);
    private Supplier<Answer> twitch = Answer.Accepted::new;

    @AfterEach
    void close() {
        events.close(Duration.ZERO);
    }

    @Test
    void anOutageOfTheColoursOfAThousandAccountsIsAHandfulOfLines() {
        List<Colors> all = IntStream.range(0, 1000).mapToObj(Colors::new).toList();
        twitch = () -> Answers.away(null);

        try (CapturedLog log = CapturedLog.of(OutageLog.class);
                CapturedLog refusals = CapturedLog.of(ColorHealthLog.TYPE)) {
            all.forEach(colors -> colors.wish(1));
            timers.advance(Duration.ofSeconds(100));
            assertThat(all).noneMatch(colors -> colors.status.status().needsAttention());

            timers.advance(Duration.ofSeconds(30));
            assertThat(all).allSatisfy(colors -> {
                assertThat(colors.status.status().needsAttention()).isTrue();
                assertThat(colors.status.status().lastError().orElseThrow()).contains("503");
            });

            twitch = Answer.Accepted::new;
            timers.advance(Duration.ofMinutes(2));
            assertThat(all)
                    .allSatisfy(colors ->
                            assertThat(colors.status.status().troubles()).isEmpty());
            assertThat(log.lines())
                    .hasSizeBetween(2, 6)
                    .last()
                    .asString()
                    .startsWith("INFO")
                    .contains("1000 accounts");
            assertThat(refusals.lines()).isEmpty();
        }
    }

    @Test
    void anEndpointThatFailsEverySecondTimeIsAFewLines() {
        int[] asked = {0};
        twitch = () -> asked[0]++ % 2 == 0 ? Answers.away(null) : new Answer.Accepted();
        assertThat(linesOfFiveMinutes()).hasSizeBetween(1, 6);
    }

    @Test
    void refusalsThatComeAndGoAreAFewLines() {
        int[] asked = {0};
        twitch = () -> asked[0]++ % 2 == 0 ? Answers.status(403, "no") : new Answer.Accepted();
        assertThat(linesOfFiveMinutes()).hasSizeBetween(2, 6);
    }

    @Test
    void aRefusalTakesThePlaceOfWhatPasses() {
        Colors colors = new Colors(0);
        twitch = () -> Answers.away(null);
        colors.wish(1);
        twitch = () -> Answers.status(403, "");
        timers.advance(Duration.ofMinutes(10));

        assertThat(colors.status.status().troubles()).singleElement().satisfies(trouble -> {
            assertThat(trouble.problem()).contains("refuses its colours: setting the colour: Twitch answered 403");
            assertThat(trouble.advice()).isPresent();
        });
    }

    @Test
    void anOutageIsToldOfNoMoreOnceNobodyWantsAColour() {
        Colors colors = new Colors(0);
        twitch = () -> Answers.away(null);
        try (CapturedLog log = CapturedLog.of(OutageLog.class)) {
            colors.wish(1);
            timers.advance(Duration.ofMinutes(5));
            assertThat(colors.status.status().needsAttention()).isTrue();

            timers.advance(Duration.ofMinutes(10));
            assertThat(colors.status.status().troubles()).isEmpty();
            int lines = log.lines().size();

            timers.advance(Duration.ofHours(2));
            assertThat(log.lines()).hasSize(lines).noneMatch(line -> line.contains("recovered"));
        }
    }

    private List<String> linesOfFiveMinutes() {
        Colors colors = new Colors(0);
        try (CapturedLog outageLines = CapturedLog.of(OutageLog.class);
                CapturedLog refusals = CapturedLog.of(ColorHealthLog.TYPE)) {
            for (int i = 0; i < 300; i++) {
                colors.wish(i);
                timers.advance(Duration.ofSeconds(1));
            }
            return IntStream.range(0, 2)
                    .mapToObj(i -> i == 0 ? outageLines.lines() : refusals.lines())
                    .flatMap(List::stream)
                    .toList();
        }
    }

    /** One account's. */
    private final class Colors {
        private final StatusTracker status;
        private final ColorWriter writer;

        Colors(int number) {
            String login = "account" + number;
            status = new StatusTracker(login, 1, events, outages, timers, Runnable::run);
            status.to(AccountState.CONNECTING);
            status.to(AccountState.LIVE);
            writer = new ColorWriter(
                    login,
                    (color, whenAnswered) -> whenAnswered.accept(twitch.get()),
                    timers,
                    new ActivityMeter(login, new AccountFeeds(), new EngineMeters()),
                    event -> status.note((AccountEvent.Condition) event),
                    unauthorized -> {});
        }

        void wish(int rgb) {
            writer.write(new ChatColor.Hex(rgb), Origin.NONE, result -> {});
        }
    }

    /** The colours' health belongs to its package; its log is known by name. */
    private static final class ColorHealthLog {
        private static final Class<?> TYPE = type();

        private static Class<?> type() {
            try {
                return Class.forName("dev.chameleonbot.engine.color.ColorHealth");
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        }
    }
}
