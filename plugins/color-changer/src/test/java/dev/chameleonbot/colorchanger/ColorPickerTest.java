package dev.chameleonbot.colorchanger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatColor.Hex;
import dev.chameleonbot.plugin.api.ChatColor.Preset;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A2 picking colours")
final class ColorPickerTest {
    @ParameterizedTest
    @CsvSource({"0, ff0000", "60, ffff00", "120, 00ff00", "180, 00ffff", "240, 0000ff", "300, ff00ff"})
    void knowsThePureColours(int hue, String rgb) {
        assertThat(new Hex(ColorPicker.rgb(hue, 1, 0.5))).hasToString("#" + rgb);
    }

    @Test
    void reachesTheWholeCircleAndBothEndsOfEachRange() {
        ColorPicker picker = new ColorPicker(new SplittableRandom(1));
        Set<Integer> twelfths = new HashSet<>();
        double dullest = 1;
        double brightest = 0;
        double darkest = 1;
        for (int i = 0; i < 5_000; i++) {
            Hsl hsl = Hsl.of(picker.anyColor(Set.of()).rgb());
            twelfths.add((int) hsl.hue() / 30);
            dullest = Math.min(dullest, hsl.saturation());
            brightest = Math.max(brightest, hsl.lightness());
            darkest = Math.min(darkest, hsl.lightness());
        }

        assertThat(twelfths).hasSize(12);
        assertThat(dullest).isCloseTo(0.60, within(Hsl.ROUNDING));
        assertThat(darkest).isCloseTo(0.35, within(Hsl.ROUNDING));
        assertThat(brightest).isCloseTo(0.75, within(Hsl.ROUNDING));
    }

    @Test
    void picksEveryPresetSoonerOrLater() {
        ColorPicker picker = new ColorPicker(new SplittableRandom(1));

        assertThat(Stream.generate(() -> picker.preset(Set.of())).limit(1_000).collect(Collectors.toSet()))
                .hasSameSizeAs(Preset.values());
    }

    @ParameterizedTest
    @EnumSource
    void findsAPresetNearestToItself(Preset preset) {
        assertThat(ColorPicker.nearestPreset(new Hex(preset.rgb()))).isEqualTo(preset);
    }

    @ParameterizedTest
    @CsvSource({"#0000f0, blue", "#fe0101, red", "#ffffff, hot_pink", "#000000, green", "#ff7f51, coral"})
    void findsTheNearestPreset(String color, String preset) {
        assertThat(ColorPicker.nearestPreset(ChatColor.parse(color).orElseThrow()))
                .hasToString(preset);
    }
}
