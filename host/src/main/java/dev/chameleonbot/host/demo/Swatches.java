package dev.chameleonbot.host.demo;

import dev.chameleonbot.plugin.api.ChatColor;
import java.util.Locale;

/**
 * Shows colours on a terminal.
 *
 * @param inColor whether the terminal understands 24-bit colours; otherwise only names are shown
 */
public record Swatches(boolean inColor) {
    /** A block of the colour and its name, as wide as the longest name of a preset. */
    String swatch(String wireName) {
        String name = String.format(Locale.ROOT, "%-12s", wireName);
        return ChatColor.parse(wireName)
                .filter(color -> inColor)
                .map(color -> paint(color.rgb(), "██████") + " " + name)
                .orElse(name);
    }

    /** A text in a colour. */
    String text(String wireName, String text) {
        return ChatColor.parse(wireName)
                .filter(color -> inColor)
                .map(color -> paint(color.rgb(), text))
                .orElse(text);
    }

    private static String paint(int rgb, String text) {
        return "\u001b[38;2;" + (rgb >> 16 & 0xFF) + ";" + (rgb >> 8 & 0xFF) + ";" + (rgb & 0xFF) + "m" + text
                + "\u001b[0m";
    }
}
