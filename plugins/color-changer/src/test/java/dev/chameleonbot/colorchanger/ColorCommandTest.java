package dev.chameleonbot.colorchanger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.plugin.api.ChatColor.Hex;
import dev.chameleonbot.plugin.api.ChatColor.Preset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A3 reading commands")
final class ColorCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"cce", "CCE", "CcE", "  cce ", "cce\u00a0", "\tcce\n"})
    void readsTheOneThatEnables(String text) {
        assertThat(ColorCommand.parse(text)).contains(new ColorCommand.Enable());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ccd", "CCD", "cCd", "\u3000ccd", "ccd \u2800"})
    void readsTheOneThatDisables(String text) {
        assertThat(ColorCommand.parse(text)).contains(new ColorCommand.Disable());
    }

    @ParameterizedTest
    @CsvSource({
        "ccc sea_green, #2e8b57",
        "CCC SEA_GREEN, #2e8b57",
        "ccc Sea Green, #2e8b57",
        "ccc sea   green, #2e8b57",
        "ccc sea-green, #2e8b57",
        "ccc SeaGreen, #2e8b57",
        "ccc #1af, #11aaff",
        "ccc 1AF, #11aaff",
        "ccc #102030, #102030",
        "'  ccc    102030  ', #102030",
    })
    void readsAColourInEveryWayPeopleWriteIt(String text, String rgb) {
        assertThat(ColorCommand.parse(text)).hasValueSatisfying(command -> {
            assertThat(command)
                    .isInstanceOfSatisfying(
                            ColorCommand.Choose.class,
                            choose -> assertThat(new Hex(choose.color().rgb()).wireName())
                                    .isEqualTo(rgb));
        });
    }

    @Test
    void readsAPresetAsAPresetSoThatEveryAccountMayHaveIt() {
        assertThat(ColorCommand.parse("ccc blue")).contains(new ColorCommand.Choose(Preset.BLUE));
        assertThat(ColorCommand.parse("ccc #0000ff")).contains(new ColorCommand.Choose(new Hex(0x0000FF)));
    }

    @ParameterizedTest
    @CsvSource({
        "ccc,''",
        "'ccc ',''",
        "ccc sea  greens,sea greens",
        "ccc please red,please red",
        "ccc #12,#12",
        "ccc   octarine,octarine"
    })
    void readsAColourThatIsNoneAsInvalid(String text, String argument) {
        assertThat(ColorCommand.parse(text)).contains(new ColorCommand.Invalid(argument));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "cccp",
                "ccc_x",
                "ccc#fff",
                "cce please",
                "ccd!",
                "ccde",
                "please cce",
                "!cce",
                "c ce",
                "cc",
                "success",
                "cce cce",
            })
    void leavesOrdinaryTextAlone(String text) {
        assertThat(ColorCommand.parse(text)).isEmpty();
    }

    @Test
    void readsThroughTheInvisibleCharacterThatClientsAppend() {
        assertThat(ColorCommand.parse("ccc sea_green \udb40\udc00"))
                .contains(new ColorCommand.Choose(Preset.SEA_GREEN));
        assertThat(ColorCommand.parse("cce \udb40\udc00")).contains(new ColorCommand.Enable());
    }

    @Test
    void keepsWhatCanBeSeen() {
        assertThat(VisibleText.of("  Grüße,  \u4f60\u597d \ud83d\ude00  "))
                .isEqualTo("Grüße, \u4f60\u597d \ud83d\ude00");
    }
}
