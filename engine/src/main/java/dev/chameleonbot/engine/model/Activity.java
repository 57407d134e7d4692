package dev.chameleonbot.engine.model;

import dev.chameleonbot.plugin.api.ChatColor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an account has done since the host began to run it; a new connection or login does not reset it.
 *
 * @param heard how many chat messages it has heard in its channels, including its own
 * @param own how many of them it has written itself
 * @param colorsChanged how many colours Twitch has set for it
 * @param recentChanges the latest of these colours, at most {@value #MOST_RECENT}, newest first
 */
public record Activity(long heard, long own, long colorsChanged, List<ColorChange> recentChanges) {
    /** How many colours are kept. */
    public static final int MOST_RECENT = 20;

    /** The activity of an account that has done nothing. */
    public static final Activity NONE = new Activity(0, 0, 0, List.of());

    /** Copies the list. */
    public Activity {
        recentChanges = List.copyOf(recentChanges);
    }

    /** The last colour that Twitch has set. */
    public Optional<ColorChange> lastChange() {
        return recentChanges.isEmpty() ? Optional.empty() : Optional.of(recentChanges.getFirst());
    }

    /**
     * A colour that Twitch has set.
     *
     * @param color the colour
     * @param at when it was set
     */
    public record ColorChange(ChatColor color, Instant at) {}
}
