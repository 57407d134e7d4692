package dev.chameleonbot.colorchanger;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatColor.Hex;
import dev.chameleonbot.plugin.api.ChatColor.Preset;
import dev.chameleonbot.plugin.api.SettingsProblem;
import dev.chameleonbot.plugin.testkit.BehaviourTestkit;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A1 to A4 of the requirements, on the testkit; A5 is in {@link RefusedColorTest}. */
final class ColorChangerTest {
    @RegisterExtension
    private final LogRecorder log = new LogRecorder();

    private final BehaviourTestkit kit = BehaviourTestkit.of(new ColorChanger(() -> new SplittableRandom(42)))
            .account("someone");

    @Nested
    @DisplayName("A1 changing the colour")
    final class Changing {
        @Test
        void changesItAfterEachOwnMessageInAnyChannel() {
            kit.start();

            kit.own("hello");
            kit.channel("anotherchannel");
            kit.own("hello again");

            assertThat(kit.sentColors()).hasSize(2);
            assertThat(log.at(Level.DEBUG)).hasSize(2).allMatch(line -> line.startsWith("someone: "));
        }

        @Test
        void asksForOwnMessagesOnly() {
            assertThat(new ColorChanger().audience()).isEqualTo(Audience.OWN_MESSAGES);
        }

        @Test
        void ignoresOtherPeopleAlsoInAHostThatShowsTheirMessages() {
            BehaviourTestkit everyone = BehaviourTestkit.of(new ChatBehaviour() {
                        @Override
                        public BehaviourSession open(Bot bot) {
                            return new ColorChanger().open(bot);
                        }

                        @Override
                        public Audience audience() {
                            return Audience.EVERYONE;
                        }
                    })
                    .start();

            everyone.other("somebody", "hello");
            everyone.other("somebody", "ccc red");
            everyone.other("somebody", "ccd");
            assertThat(everyone.colors()).isEmpty();

            everyone.own("still enabled");
            assertThat(everyone.colors()).hasSize(1);
        }

        @Test
        void leavesItAloneWhileDisabledButListensForCommands() {
            kit.setting("enabled", false).start();

            kit.own("hello");
            assertThat(kit.colors()).isEmpty();

            kit.own("cce");
            kit.own("hello");
            assertThat(kit.colors()).hasSize(1);
        }

        @Test
        void saysWhatCanBeSet() {
            assertThat(new ColorChanger().settings().check(Map.of("enabled", "no", "foo", 1L)))
                    .extracting(SettingsProblem::path)
                    .containsExactlyInAnyOrder("enabled", "foo");
        }

        @Test
        void servesMessagesThatComeTooFastTogetherByTheNewestColour() {
            kit.start();
            kit.holdColors();
            for (int i = 0; i < 20; i++) {
                kit.own("message " + i);
            }

            kit.answerColors(BehaviourTestkit::presetsOnly);

            assertThat(kit.colors()).hasSize(20);
            assertThat(kit.sentColors())
                    .containsExactly(kit.colors().getFirst(), kit.colors().getLast());
        }

        @Test
        void worksWithTheConstructorThatPf4jCalls() {
            BehaviourTestkit stock =
                    BehaviourTestkit.of(new ColorChanger()).primeOrTurbo(true).start();

            stock.own("hello");

            assertThat(stock.colors()).hasSize(1);
        }
    }

    @Nested
    @DisplayName("A2 selecting a colour")
    final class Selecting {
        @Test
        void selectsAnyColourForPrimeOrTurbo() {
            kit.primeOrTurbo(true).start();

            kit.own("hello");

            assertThat(kit.colors()).singleElement().isInstanceOf(Hex.class);
        }

        @Test
        void selectsAPresetForEverybodyElse() {
            kit.start();

            kit.own("hello");

            assertThat(kit.colors()).singleElement().isInstanceOf(Preset.class);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void neverSelectsTheOneBefore(boolean primeOrTurbo) {
            kit.primeOrTurbo(primeOrTurbo).start();

            for (int i = 0; i < 500; i++) {
                kit.own("message " + i);
            }

            assertThat(kit.colors()).hasSize(500);
            assertNoTwoInARow();
        }

        @Test
        void neverSelectsTheOneBeforeAlsoWhileItIsUnderWay() {
            kit.start();
            kit.holdColors();

            for (int i = 0; i < 500; i++) {
                kit.own("message " + i);
            }

            assertNoTwoInARow();
        }

        @Test
        void neverSelectsTheOneThatIsShownWhateverItIsCalled() {
            kit.start();

            for (int i = 0; i < 300; i++) {
                kit.own("message " + i, new Hex(0x0000FF));
            }

            assertThat(kit.colors()).doesNotContain(Preset.BLUE).hasSize(300);
        }

        @Test
        void neverSelectsTheOneBeforeAcrossARestart() {
            kit.start();

            for (int i = 0; i < 100; i++) {
                kit.own("message " + i);
                kit.restart();
            }

            assertThat(kit.colors()).hasSize(100);
            assertNoTwoInARow();
        }

        @Test
        void neverSelectsTheOneThatTheAccountHasJustChosen() {
            kit.start();

            for (int i = 0; i < 100; i++) {
                kit.own("ccc #00f");
                kit.own("ccc blue");
                kit.own("message " + i);
                assertThat(kit.colors().getLast()).isNotEqualTo(Preset.BLUE);
            }
        }

        private void assertNoTwoInARow() {
            for (int i = 1; i < kit.colors().size(); i++) {
                assertThat(kit.colors().get(i).rgb())
                        .isNotEqualTo(kit.colors().get(i - 1).rgb());
            }
        }
    }

    @Nested
    @DisplayName("A3 commands")
    final class Commands {
        @Test
        void enablesAndDisables() {
            kit.start();

            kit.own("ccd");
            kit.own("hello");
            assertThat(kit.colors()).isEmpty();

            kit.own("CCE");
            kit.own("hello");
            assertThat(kit.colors()).hasSize(1);
            assertThat(log.at(Level.INFO))
                    .containsExactly("someone: changing colours is disabled", "someone: changing colours is enabled");
        }

        @Test
        void tellsTheOperatorWhetherItIsEnabled() {
            kit.start();
            assertThat(kit.status()).isEqualTo("changing on");

            kit.own("ccd");
            assertThat(kit.status()).isEqualTo("changing off");

            kit.restart();
            assertThat(kit.status()).isEqualTo("changing off");
            kit.own("cce");
            assertThat(kit.status()).isEqualTo("changing on");
        }

        @Test
        void setsAColourAndDoesNotChangeItAtOnceAgain() {
            kit.start();

            kit.own("ccc sea_green \udb40\udc00");

            assertThat(kit.colors()).containsExactly(Preset.SEA_GREEN);
        }

        @Test
        void setsAColourAlsoWhileDisabled() {
            kit.setting("enabled", false).start();

            kit.own("ccc Red");

            assertThat(kit.sentColors()).containsExactly(Preset.RED);
        }

        @Test
        void setsTheSameColourAgainIfToldTo() {
            kit.start();

            kit.own("ccc red");
            kit.own("ccc red", Preset.RED);

            assertThat(kit.sentColors()).containsExactly(Preset.RED, Preset.RED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"ccc #abcdef", "ccc ABCDEF"})
        void setsAnyColourForPrimeOrTurbo(String text) {
            kit.primeOrTurbo(true).start();

            kit.own(text);

            assertThat(kit.sentColors()).containsExactly(new Hex(0xABCDEF));
        }

        @Test
        void refusesAnyButAPresetWithoutPrimeAndTurboAndSaysWhy() {
            kit.start();

            kit.own("ccc #abcdef");

            assertThat(kit.colors()).isEmpty();
            assertThat(log.at(Level.INFO))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("someone", "#abcdef", "neither Prime nor Turbo"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"ccc", "ccc octarine", "ccc sea greens", "ccc #12"})
        void changesNothingForAColourThatIsNoneAndSaysSo(String text) {
            kit.start();

            kit.own(text);

            assertThat(kit.colors()).isEmpty();
            assertThat(log.at(Level.INFO))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains("someone", "'" + text.substring(3).strip() + "' is not a colour"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"cce", "ccd", "ccc", "ccc red", "ccc octarine", "ccc #123456"})
        void triggersNoChangeBesides(String command) {
            kit.start();

            kit.own(command);

            assertThat(kit.colors())
                    .filteredOn(color -> !color.equals(Preset.RED))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"cccp", "ccc_x", "cce please", "please ccd"})
        void takesAnythingElseForAnOrdinaryMessage(String text) {
            kit.start();

            kit.own(text);
            kit.own("hello");

            assertThat(kit.colors()).hasSize(2);
        }
    }

    @Nested
    @DisplayName("A4 what survives a restart")
    final class Surviving {
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void theSwitchDoesWhateverIsConfigured(boolean configured) {
            kit.setting("enabled", configured).start();
            kit.own(configured ? "ccd" : "cce");

            kit.restart();
            kit.restart();

            assertEnabled(!configured);
        }

        @Test
        void theSwitchDoesWhereNothingIsConfigured() {
            kit.start();
            kit.own("ccd");

            kit.restart();

            assertEnabled(false);
        }

        @Test
        void theConfigurationWinsOnceItsValueHasChanged() {
            kit.setting("enabled", true).start();
            kit.own("ccd");
            kit.own("cce");

            kit.setting("enabled", false).restart();
            assertEnabled(false);

            kit.restart();
            assertEnabled(false);

            kit.setting("enabled", true).restart();
            assertEnabled(true);
        }

        @Test
        void theSwitchWinsAgainOverTheNewConfiguration() {
            kit.setting("enabled", true).start();
            kit.setting("enabled", false).restart();
            kit.own("cce");

            kit.restart();

            assertEnabled(true);
        }

        @Test
        void aValueThatIsConfiguredAsTheDefaultChangesNothing() {
            kit.start();
            kit.own("ccd");

            kit.setting("enabled", true).restart();

            assertEnabled(false);
        }

        @Test
        void theColourDoes() {
            kit.start();
            kit.own("ccc coral");

            assertThat(kit.memory().get("last_color").flatMap(ChatColor::parse)).contains(Preset.CORAL);
        }

        private void assertEnabled(boolean enabled) {
            int before = kit.colors().size();
            kit.own("hello");
            assertThat(kit.colors()).hasSize(before + (enabled ? 1 : 0));
        }
    }
}
