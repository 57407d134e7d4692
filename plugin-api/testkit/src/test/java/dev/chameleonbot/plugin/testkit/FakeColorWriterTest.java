package dev.chameleonbot.plugin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatColor.Hex;
import dev.chameleonbot.plugin.api.ChatColor.Preset;
import dev.chameleonbot.plugin.api.ColorResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The wishes for a colour, as a behaviour meets them: each message's text is the colour it wishes for. */
final class FakeColorWriterTest {
    private static final ChatColor ONE = Preset.RED;
    private static final ChatColor TWO = Preset.BLUE;
    private static final ChatColor THREE = Preset.CORAL;

    private final List<ColorResult> results = new ArrayList<>();
    private final BehaviourTestkit kit = BehaviourTestkit.of(
                    Probe.atMessage((bot, message) -> bot.changeColor(color(message.text()), results::add)))
            .start();

    @Test
    void takesEveryColourUnlessToldOtherwise() {
        wish(ONE);
        wish(TWO);

        assertThat(results).containsExactly(new ColorResult.Changed(ONE), new ColorResult.Changed(TWO));
        assertThat(kit.colors()).containsExactly(ONE, TWO);
        assertThat(kit.sentColors()).containsExactly(ONE, TWO);
    }

    @Test
    void keepsOneUnderWayAndLetsTheLatestOfTheOthersWin() {
        kit.holdColors();
        wish(ONE);
        wish(TWO);
        wish(THREE);

        assertThat(kit.colorUnderWay()).contains(ONE);
        assertThat(results).containsExactly(new ColorResult.Superseded(TWO));

        kit.answerOne(ColorResult.Changed::new);
        kit.answerOne(ColorResult.Changed::new);

        assertThat(kit.colors()).containsExactly(ONE, TWO, THREE);
        assertThat(kit.sentColors()).containsExactly(ONE, THREE);
        assertThat(results)
                .containsExactly(
                        new ColorResult.Superseded(TWO), new ColorResult.Changed(ONE), new ColorResult.Changed(THREE));
        assertThat(kit.colorUnderWay()).isEmpty();
    }

    @Test
    void answersWhatWasHeldAsSoonAsItMay() {
        kit.holdColors();
        wish(ONE);
        wish(TWO);

        kit.answerColors(color -> new ColorResult.Failed(color, "no"));

        assertThat(results).containsExactly(new ColorResult.Failed(ONE, "no"), new ColorResult.Failed(TWO, "no"));
    }

    @Test
    void neverTellsAResultWithinTheCallThatWishes() {
        List<String> order = new ArrayList<>();
        BehaviourTestkit other = BehaviourTestkit.of(Probe.atMessage((bot, message) -> {
                    bot.changeColor(ONE, result -> order.add("first result"));
                    bot.changeColor(TWO, result -> order.add("second result"));
                    order.add("end of call");
                }))
                .start();

        other.own("go");

        assertThat(order).containsExactly("end of call", "first result", "second result");
    }

    @Test
    void refusesWhatIsNoPresetToAnAccountWithPresetsOnly() {
        Hex hex = new Hex(0x123456);
        kit.answerColors(BehaviourTestkit::presetsOnly);

        wish(hex);
        wish(ONE);

        assertThat(results).containsExactly(new ColorResult.HexRefused(hex), new ColorResult.Changed(ONE));
    }

    @Test
    void wantsAnAnswerToWhatWasAsked() {
        assertThatIllegalStateException().isThrownBy(() -> kit.answerOne(ColorResult.Changed::new));

        kit.holdColors();
        wish(ONE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> kit.answerOne(color -> new ColorResult.Changed(TWO)))
                .withMessageContaining("red");
    }

    private void wish(ChatColor color) {
        kit.own(color.wireName());
    }

    private static ChatColor color(String text) {
        return ChatColor.parse(text).orElseThrow();
    }
}
