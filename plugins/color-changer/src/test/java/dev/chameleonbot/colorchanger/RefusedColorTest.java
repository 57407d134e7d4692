package dev.chameleonbot.colorchanger;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatColor.Hex;
import dev.chameleonbot.plugin.api.ChatColor.Preset;
import dev.chameleonbot.plugin.api.ColorResult;
import dev.chameleonbot.plugin.testkit.BehaviourTestkit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A5 a colour that is no preset is refused")
final class RefusedColorTest {
    private static final Duration DAY = Duration.ofDays(1);

    @RegisterExtension
    private final LogRecorder log = new LogRecorder();

    private final BehaviourTestkit kit = BehaviourTestkit.of(new ColorChanger(() -> new SplittableRandom(42)))
            .account("someone")
            .primeOrTurbo(true);

    @BeforeEach
    void start() {
        kit.start();
        kit.answerColors(BehaviourTestkit::presetsOnly);
    }

    @Nested
    @DisplayName("A5 the same trigger")
    final class SameTrigger {
        @Test
        void fallsBackToAPresetAtOnce() {
            kit.own("hello");

            assertThat(kit.sentColors()).satisfiesExactly(RefusedColorTest::isHex, RefusedColorTest::isPreset);
            assertThat(log.at(Level.INFO))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains(
                                    "someone",
                                    kit.colors().getFirst().wireName(),
                                    kit.colors().getLast().wireName()));
        }

        @Test
        void fallsBackToAPresetThatIsNotTheOneShown() {
            for (int i = 0; i < 100; i++) {
                kit.memory().remove("hex_suspended");
                kit.own("message " + i, Preset.BLUE);
            }

            assertThat(kit.colors()).hasSizeGreaterThan(100).doesNotContain(Preset.BLUE);
        }

        @Test
        void fallsBackToTheNearestPresetForAColourThatWasAskedFor() {
            kit.own("ccc #2e8b58");

            assertThat(kit.sentColors()).containsExactly(new Hex(0x2E8B58), Preset.SEA_GREEN);
            assertThat(log.at(Level.INFO))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("#2e8b58", "sea_green"));
        }

        @Test
        void isServedAlsoIfChangingWasDisabledMeanwhile() {
            kit.holdColors();
            kit.own("hello");
            kit.own("ccd");

            kit.answerColors(BehaviourTestkit::presetsOnly);

            assertThat(kit.sentColors()).satisfiesExactly(RefusedColorTest::isHex, RefusedColorTest::isPreset);
        }

        @Test
        void leavesItToANewerWishIfThereIsOne() {
            kit.holdColors();
            kit.own("hello");
            kit.own("ccc red");

            kit.answerColors(BehaviourTestkit::presetsOnly);

            assertThat(kit.colors()).hasSize(2);
            assertThat(kit.sentColors().getLast()).isEqualTo(Preset.RED);
        }

        @Test
        void leavesItToANewerWishForTheVerySameColour() {
            kit.holdColors();
            kit.own("ccc #123456");
            kit.own("ccc #123456");

            kit.answerOne(BehaviourTestkit::presetsOnly);
            assertThat(kit.colors()).containsExactly(new Hex(0x123456), new Hex(0x123456));

            kit.answerOne(ColorResult.Changed::new);
            assertThat(kit.colors()).hasSize(2);
            assertThat(kit.colorUnderWay()).isEmpty();
        }

        @Test
        void endsOnAPresetIfTheNewerWishIsRefusedToo() {
            kit.holdColors();
            kit.own("one");
            kit.own("two");
            kit.own("three");

            kit.answerColors(BehaviourTestkit::presetsOnly);

            assertThat(kit.sentColors())
                    .satisfiesExactly(RefusedColorTest::isHex, RefusedColorTest::isHex, RefusedColorTest::isPreset);
        }

        @Test
        void givesWayToNewerMessagesWithItsPreset() {
            kit.holdColors();
            kit.own("one");
            kit.answerOne(BehaviourTestkit::presetsOnly);
            kit.own("two");
            kit.own("ccc red");

            kit.answerColors(BehaviourTestkit::presetsOnly);

            assertThat(kit.sentColors().getLast()).isEqualTo(Preset.RED);
            assertThat(kit.colorUnderWay()).isEmpty();
        }
    }

    @Nested
    @DisplayName("A5 two refusals in a row")
    final class TwoInARow {
        @Test
        void leaveTheAccountWithPresetsOnly() {
            kit.own("one");
            kit.own("two");
            kit.own("three");

            assertThat(kit.sentColors())
                    .satisfiesExactly(
                            RefusedColorTest::isHex,
                            RefusedColorTest::isPreset,
                            RefusedColorTest::isHex,
                            RefusedColorTest::isPreset,
                            RefusedColorTest::isPreset);
            assertThat(log.at(Level.WARN))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("someone", "presets only for a day"));
        }

        @Test
        void refuseACommandForAnyOtherColourAndSayWhy() {
            refuseTwice();

            kit.own("ccc #123456");

            assertThat(kit.colors()).doesNotContain(new Hex(0x123456));
            assertThat(log.at(Level.INFO).getLast()).contains("#123456", "tried again after a day");
        }

        @Test
        void areRememberedAcrossARestartForADay() {
            refuseTwice();

            kit.advance(DAY.minusSeconds(1));
            kit.restart();
            kit.own("hello");
            assertThat(kit.colors().getLast()).isInstanceOf(Preset.class);

            kit.close();
            kit.advance(Duration.ofSeconds(1));
            kit.start();
            kit.answerColors(ColorResult.Changed::new);
            kit.own("hello");
            assertThat(kit.colors().getLast()).isInstanceOf(Hex.class);
        }

        @Test
        void areNeededAgainAfterThatDay() {
            refuseTwice();
            kit.advance(DAY);
            int before = kit.sentColors().size();

            kit.own("one");
            kit.own("two");
            kit.own("three");

            assertThat(kit.sentColors().subList(before, kit.sentColors().size()))
                    .satisfiesExactly(
                            RefusedColorTest::isHex,
                            RefusedColorTest::isPreset,
                            RefusedColorTest::isHex,
                            RefusedColorTest::isPreset,
                            RefusedColorTest::isPreset);
        }

        @Test
        void areNotInARowWithASuccessBetweenThem() {
            kit.own("refused");
            kit.answerColors(ColorResult.Changed::new);
            kit.own("taken");
            kit.answerColors(BehaviourTestkit::presetsOnly);
            kit.own("refused");
            kit.own("tried");

            assertThat(kit.colors().get(kit.colors().size() - 2)).isInstanceOf(Hex.class);
        }

        @Test
        void areInARowAlsoWithAPresetBetweenThem() {
            kit.own("refused");
            kit.own("ccc red");
            kit.own("refused");
            kit.own("not tried");

            assertThat(kit.colors().getLast()).isInstanceOf(Preset.class);
            assertThat(kit.sentColors()).filteredOn(Hex.class::isInstance).hasSize(2);
        }

        @Test
        void countEachWishThatWasSentAndNoneThatWasSuperseded() {
            kit.holdColors();
            for (int i = 0; i < 10; i++) {
                kit.own("message " + i);
            }
            kit.answerOne(BehaviourTestkit::presetsOnly);
            kit.answerOne(ColorResult.Changed::new);

            assertNotSuspended();
        }

        @Test
        void areNotOutlivedByARefusalThatWasUnderWayAlready() {
            kit.holdColors();
            kit.own("one");
            kit.own("two");
            kit.answerOne(BehaviourTestkit::presetsOnly);
            kit.own("three");
            kit.answerOne(BehaviourTestkit::presetsOnly);
            kit.advance(Duration.ofHours(1));
            kit.answerColors(BehaviourTestkit::presetsOnly);
            assertThat(log.at(Level.WARN)).hasSize(1);

            kit.advance(DAY.minusHours(1));
            kit.own("the first refusal of a new count");

            assertNotSuspended();
        }

        @Test
        void areForgottenIfAColourThatWasUnderWayIsTakenAfterAll() {
            kit.holdColors();
            kit.own("one");
            kit.own("two");
            kit.answerOne(BehaviourTestkit::presetsOnly);
            kit.own("three");
            kit.answerOne(BehaviourTestkit::presetsOnly);

            kit.answerOne(ColorResult.Changed::new);

            assertNotSuspended();
        }

        private void refuseTwice() {
            kit.own("one");
            kit.own("two");
        }
    }

    static Stream<Named<Function<ChatColor, ColorResult>>> otherFailures() {
        Instant later = Instant.parse("2026-01-01T01:00:00Z");
        return Stream.of(
                Named.of("401", ColorResult.Unauthorized::new),
                Named.of("429", color -> new ColorResult.Limited(color, later)),
                Named.of("403, 5xx", color -> new ColorResult.Failed(color, "Twitch is not well")));
    }

    @ParameterizedTest(name = "A5 {0}")
    @MethodSource("otherFailures")
    void anyOtherFailureIsNoRefusalAndAsksForNoPreset(Function<ChatColor, ColorResult> failure) {
        kit.answerColors(failure);
        for (int i = 0; i < 5; i++) {
            kit.own("message " + i);
        }

        assertThat(kit.colors()).hasSize(5).allMatch(Hex.class::isInstance);
        assertThat(log.at(Level.WARN)).as("the engine warns of it, once").isEmpty();
        assertThat(log.at(Level.INFO)).isEmpty();
        assertNotSuspended();
    }

    @ParameterizedTest(name = "A5 {0}")
    @MethodSource("otherFailures")
    void anyOtherFailureOfAColourThatWasAskedForIsTold(Function<ChatColor, ColorResult> failure) {
        kit.answerColors(failure);

        kit.own("ccc red");
        kit.own("hello");

        assertThat(log.at(Level.INFO))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("someone: red is not set: "));
    }

    @ParameterizedTest(name = "A5 {0}")
    @MethodSource("otherFailures")
    void anyOtherFailureBetweenTwoRefusalsSaysNothing(Function<ChatColor, ColorResult> failure) {
        kit.own("refused");
        kit.answerColors(failure);
        kit.own("failed");
        kit.answerColors(BehaviourTestkit::presetsOnly);
        kit.own("refused");

        kit.own("not tried");

        assertThat(kit.colors().getLast()).isInstanceOf(Preset.class);
        assertThat(log.at(Level.WARN).getLast()).contains("presets only");
    }

    @Test
    void theOperatorsWordIsEnoughForPresetsOnly() {
        kit.primeOrTurbo(false).restart();

        kit.own("hello");

        assertThat(kit.sentColors()).isEqualTo(List.of(kit.colors().getFirst()));
        isPreset(kit.colors().getFirst());
    }

    /** Another colour that is no preset is tried. */
    private void assertNotSuspended() {
        int before = kit.colors().size();
        kit.answerColors(ColorResult.Changed::new);
        kit.own("hello");
        assertThat(kit.colors().subList(before, kit.colors().size()))
                .singleElement()
                .isInstanceOf(Hex.class);
    }

    private static void isHex(ChatColor color) {
        assertThat(color).isInstanceOf(Hex.class);
    }

    private static void isPreset(ChatColor color) {
        assertThat(color).isInstanceOf(Preset.class);
    }
}
