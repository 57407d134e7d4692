package dev.chameleonbot.host.demo;

import dev.chameleonbot.plugin.api.ChatColor;
import java.io.PrintWriter;
import java.util.Locale;

/** What a demo shows: lines of chat with a swatch of the new colour where the terminal can show one. */
public final class Screen {
    private final PrintWriter out;
    private final boolean colors;

    private Screen(PrintWriter out, boolean colors) {
        this.out = out;
        this.colors = colors;
    }

    /**
     * Chooses colours where they can be seen: on a terminal, unless {@code NO_COLOR} is set.
     *
     * @param out where to print
     * @return the screen
     */
    public static Screen on(PrintWriter out) {
        // The launcher knows; what Java's console says about it has changed from release to release.
        boolean terminal = Boolean.getBoolean("chameleon.terminal");
        return new Screen(out, terminal && System.getenv("NO_COLOR") == null);
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

    /**
     * Shows the figures.
     *
     * @param report the figures
     */
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
