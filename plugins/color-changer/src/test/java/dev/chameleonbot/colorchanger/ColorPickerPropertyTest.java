package dev.chameleonbot.colorchanger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatColor.Hex;
import dev.chameleonbot.plugin.api.ChatColor.Preset;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

@Label("A2 picking colours, whatever comes up")
final class ColorPickerPropertyTest {
    @Property
    void staysWithinSaturationAndLightness(@ForAll long seed) {
        ChatColor color = new ColorPicker(new SplittableRandom(seed)).anyColor(Set.of());

        Hsl hsl = Hsl.of(color.rgb());
        assertThat(color).isInstanceOf(Hex.class);
        assertThat(hsl.saturation()).isBetween(0.60 - Hsl.ROUNDING, 1 + Hsl.ROUNDING);
        assertThat(hsl.lightness()).isBetween(0.35 - Hsl.ROUNDING, 0.75 + Hsl.ROUNDING);
    }

    @Property
    void convertsFromHslAndBack(
            @ForAll @IntRange(max = 359) int hue,
            @ForAll @IntRange(min = 60, max = 100) int saturation,
            @ForAll @IntRange(min = 35, max = 75) int lightness) {
        Hsl hsl = Hsl.of(ColorPicker.rgb(hue, saturation / 100.0, lightness / 100.0));

        assertThat(Math.abs(hsl.hue() - hue) % 359).isLessThan(1.5);
        assertThat(hsl.saturation()).isCloseTo(saturation / 100.0, within(Hsl.ROUNDING));
        assertThat(hsl.lightness()).isCloseTo(lightness / 100.0, within(Hsl.ROUNDING));
    }

    @Property
    void neverPicksAnUnwantedColour(@ForAll long seed, @ForAll Preset preset) {
        ColorPicker picker = new ColorPicker(new SplittableRandom(seed));
        int first =
                new ColorPicker(new SplittableRandom(seed)).anyColor(Set.of()).rgb();

        assertThat(picker.anyColor(Set.of(first)).rgb()).isNotEqualTo(first);
        assertThat(picker.preset(Set.of(preset.rgb()))).isNotEqualTo(preset);
    }
}
