package dev.chameleonbot.colorchanger;

import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatColor.Hex;
import dev.chameleonbot.plugin.api.ChatColor.Preset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Picks colours at random. */
final class ColorPicker {
    private final RandomGenerator random;

    ColorPicker(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Any colour that is neither pale nor dull nor dark: hue 0–359, saturation 60–100 %, lightness 35–75 %.
     *
     * @param unwanted colours not to pick, as {@link ChatColor#rgb()}
     */
    ChatColor anyColor(Set<Integer> unwanted) {
        while (true) {
            int rgb = rgb(random.nextInt(360), random.nextInt(60, 101) / 100.0, random.nextInt(35, 76) / 100.0);
            if (!unwanted.contains(rgb)) {
                return new Hex(rgb);
            }
        }
    }

    /**
     * One of the presets.
     *
     * @param unwanted colours not to pick, as {@link ChatColor#rgb()}
     */
    ChatColor preset(Set<Integer> unwanted) {
        List<Preset> choice = Arrays.stream(Preset.values())
                .filter(preset -> !unwanted.contains(preset.rgb()))
                .toList();
        return choice.get(random.nextInt(choice.size()));
    }

    /** The preset nearest to a colour, by distance in RGB. */
    static ChatColor nearestPreset(ChatColor color) {
        return Arrays.stream(Preset.values())
                .min(Comparator.comparingInt(preset -> distance(preset.rgb(), color.rgb())))
                .orElseThrow();
    }

    /** From hue in degrees, saturation and lightness to {@code 0xRRGGBB}. Source: CSS Color Module Level 4, HSL to RGB. */
    static int rgb(int hue, double saturation, double lightness) {
        return channel(0, hue, saturation, lightness) << 16
                | channel(8, hue, saturation, lightness) << 8
                | channel(4, hue, saturation, lightness);
    }

    private static int channel(int offset, int hue, double saturation, double lightness) {
        double k = (offset + hue / 30.0) % 12;
        double reach = saturation * Math.min(lightness, 1 - lightness);
        double value = lightness - reach * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1));
        return (int) Math.round(value * 255);
    }

    private static int distance(int a, int b) {
        int sum = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int difference = (a >> shift & 0xFF) - (b >> shift & 0xFF);
            sum += difference * difference;
        }
        return sum;
    }
}
