package dev.chameleonbot.host.demo;

import dev.chameleonbot.plugin.api.ChatColor;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;

/** What a demo shows: lines of chat with a swatch of the new colour where the terminal can show one. */
public record Screen(PrintWriter out, boolean colors) {
    /** Shows nothing. */
    public static final Screen NONE = new Screen(new PrintWriter(Writer.nullWriter()), false);

    /**
     * Shows it.
     *
     * @param out where to print
     * @param colors whether colours can be seen there
     */
    public static Screen on(PrintWriter out, boolean colors) {
        return new Screen(out, colors);
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    void changed(String channel, String login, String text, ChatColor color) {
        line(String.format(
                Locale.ROOT, "#%-10s %-12s %-28s -> %s %s", channel, login, text, swatch(color), color.wireName()));
    }

    private String swatch(ChatColor color) {
        if (!colors) {
            return "";
        }
        int rgb = color.rgb();
        return String.format(
                Locale.ROOT, "\u001b[48;2;%d;%d;%dm    \u001b[0m", rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
    }

    /** Shows the figures. */
    public void summary(DemoReport report) {
        line("");
        line(String.format(
                Locale.ROOT,
                "%d of %d accounts live; %d own messages, %d of others; %d colours changed.",
                report.connected(),
                report.accounts(),
                report.ownMessages(),
                report.otherMessages(),
                report.colorChanges()));
        line(String.format(
                Locale.ROOT,
                "From message to change: median %.1f ms, 99 %% within %.1f ms, longest %.1f ms.",
                report.latencyMicros().p50() / 1000.0,
                report.latencyMicros().p99() / 1000.0,
                report.latencyMicros().max() / 1000.0));
        line(report.verdict());
    }
}
