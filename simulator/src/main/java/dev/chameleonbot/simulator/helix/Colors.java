package dev.chameleonbot.simulator.helix;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Twitch's preset colours, and what it takes for a colour of one's own. */
final class Colors {
    private static final Map<String, String> PRESETS = Map.ofEntries(
            Map.entry("blue", "#0000FF"),
            Map.entry("blue_violet", "#8A2BE2"),
            Map.entry("cadet_blue", "#5F9EA0"),
            Map.entry("chocolate", "#D2691E"),
            Map.entry("coral", "#FF7F50"),
            Map.entry("dodger_blue", "#1E90FF"),
            Map.entry("firebrick", "#B22222"),
            Map.entry("golden_rod", "#DAA520"),
            Map.entry("green", "#008000"),
            Map.entry("hot_pink", "#FF69B4"),
            Map.entry("orange_red", "#FF4500"),
            Map.entry("red", "#FF0000"),
            Map.entry("sea_green", "#2E8B57"),
            Map.entry("spring_green", "#00FF7F"),
            Map.entry("yellow_green", "#9ACD32"));

    private Colors() {}

    /** The value of a preset, named in any case. */
    static Optional<String> preset(String name) {
        return Optional.ofNullable(PRESETS.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The value of {@code #rrggbb}. */
    static Optional<String> hex(String text) {
        if (text.length() != 7 || text.charAt(0) != '#') {
            return Optional.empty();
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 128 || Character.digit(c, 16) < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(text.toUpperCase(Locale.ROOT));
    }
}
