package dev.chameleonbot.host.demo.dev;

import dev.chameleonbot.simulator.ChatLine;
import dev.chameleonbot.simulator.Simulator;
import dev.chameleonbot.simulator.journal.JournalEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What happens in the simulated chat: who says what, and whose colour changes.
 *
 * <p>For one thread. Of more than 50 lines between two looks the first are left out.
 */
public final class ChatLog {
    private static final int NO_CONTENT = 204;

    private final Simulator twitch;
    private Set<String> shown = Set.of();
    private long colorsUntil = System.nanoTime();

    /**
     * Begins with what happens from now on.
     *
     * @param twitch where it happens
     */
    public ChatLog(Simulator twitch) {
        this.twitch = twitch;
        this.shown = ids(twitch.chatLines());
    }

    /** What has happened since the last look. */
    public List<String> news() {
        List<String> news = new ArrayList<>();
        List<ChatLine> lines = twitch.chatLines();
        for (ChatLine line : lines) {
            if (!shown.contains(line.messageId())) {
                news.add(String.format(Locale.ROOT, "#%-10s %s: %s", line.channelLogin(), line.login(), line.text()));
            }
        }
        shown = ids(lines);
        for (JournalEntry entry : twitch.journal().entries(JournalEntry.Kind.COLOR_CHANGE)) {
            if (entry.nanoTime() - colorsUntil > 0 && entry.status() == NO_CONTENT) {
                colorsUntil = entry.nanoTime();
                news.add(String.format(Locale.ROOT, " %-10s %s is %s now", "", entry.login(), entry.subject()));
            }
        }
        return news;
    }

    private static Set<String> ids(List<ChatLine> lines) {
        return lines.stream().map(ChatLine::messageId).collect(Collectors.toCollection(HashSet::new));
    }
}
