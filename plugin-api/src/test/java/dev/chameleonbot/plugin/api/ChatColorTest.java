package dev.chameleonbot.plugin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chameleonbot.plugin.api.ChatColor.Hex;
import dev.chameleonbot.plugin.api.ChatColor.Preset;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatColorTest {
    @Test
    void knowsTwitchsFifteenPresetsByTwitchsNames() {
        assertThat(Arrays.stream(Preset.values()).map(Preset::wireName))
                .containsExactly(
                        "blue",
                        "blue_violet",
                        "cadet_blue",
                        "chocolate",
                        "coral",
                        "dodger_blue",
                        "firebrick",
                        "golden_rod",
                        "green",
                        "hot_pink",
                        "orange_red",
                        "red",
                        "sea_green",
                        "spring_green",
                        "yellow_green");
    }

    @Test
    void hasNoTwoPresetsOfOneColour() {
        assertThat(Arrays.stream(Preset.values()).map(Preset::rgb)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void readsAPresetInAnyCase(Preset preset) {
        assertThat(ChatColor.parse(preset.wireName())).contains(preset);
        assertThat(ChatColor.parse(preset.wireName().toUpperCase(Locale.ROOT))).contains(preset);
        assertThat(ChatColor.parse(preset.toString())).contains(preset);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hot_pink",
                "Hot Pink",
                "hot pink",
                "hot-pink",
                "HotPink",
                "hotpink",
                "HOT PINK",
                "hot\u2010pink",
                "hot  pink",
                "hot - pink"
            })
    void readsAPresetHoweverItsWordsAreJoined(String written) {
        assertThat(ChatColor.parse(written)).contains(Preset.HOT_PINK);
    }

    @ParameterizedTest
    @CsvSource({
        "#2e8b57, #2e8b57",
        "2e8b57, #2e8b57",
        "#2E8B57, #2e8b57",
        "2E8b57, #2e8b57",
        "#1af, #11aaff",
        "1AF, #11aaff",
        "#000, #000000",
        "fff, #ffffff",
        "000001, #000001",
    })
    void readsHexColoursInEveryWayPeopleWriteThem(String written, String wireName) {
        assertThat(ChatColor.parse(written)).hasValueSatisfying(color -> {
            assertThat(color).isInstanceOf(Hex.class);
            assertThat(color.wireName()).isEqualTo(wireName);
            assertThat(color).hasToString(wireName);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#",
                "##fff",
                "ff",
                "ffff",
                "fffff",
                "fffffff",
                "#fffffff",
                "ggg",
                "-12345",
                "+12345",
                " fff",
                "fff ",
                "0xffffff",
                "12 456",
                "seagree",
                "sea.green",
                "sea\ngreen",
                "_sea_green",
                "sea green-",
                "-red",
                "green sea",
                "\u0663\u0663\u0663",
                "\uff46\uff46\uff46",
                "\ud83d\ude00a",
            })
    void findsNoColourInAnythingElse(String text) {
        assertThat(ChatColor.parse(text)).isEmpty();
    }

    @Test
    void readsEveryHexColourBackFromItsWireName() {
        for (int rgb = 0; rgb <= 0xFFFFFF; rgb += 4_097) {
            Hex color = new Hex(rgb);

            assertThat(ChatColor.parse(color.wireName())).contains(color);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0x1000000, 0xFF000000})
    void refusesMoreThanTwentyFourBits(int rgb) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Hex(rgb));
    }
}
