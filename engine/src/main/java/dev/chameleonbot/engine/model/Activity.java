package dev.chameleonbot.engine.model;

import dev.chameleonbot.plugin.api.ChatColor;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an account has done since the host began to run it; a new connection or a login does not set it back.
 *
 * @param heard how many chat messages it has heard in its channels, its own among them
 * @param own how many of them it has written itself
 * @param colorsChanged how often Twitch has taken a colour for it
 * @param recentChanges the last of these colours, {@value #MOST_RECENT} at most, the newest first
 */
public record Activity(long heard, long own, long colorsChanged, List<ColorChange> recentChanges) {
    /** So many colours are kept. */
    public static final int MOST_RECENT = 20;

    /** Of an account that has done nothing. */
    public static final Activity NONE = new Activity(0, 0, 0, List.of());

    /** Copies the list. */
    public Activity {
        recentChanges = List.copyOf(recentChanges);
    }

    /** The last colour that Twitch has taken. */
    public Optional<ColorChange> lastChange() {
        return recentChanges.isEmpty() ? Optional.empty() : Optional.of(recentChanges.getFirst());
    }

    /**
     * A colour that Twitch has taken.
     *
     * @param color the colour
     * @param at when it was taken
     */
    public record ColorChange(ChatColor color, Instant at) {
        /** Checks that nothing is missing. */
        public ColorChange {
            Objects.requireNonNull(color, "color");
            Objects.requireNonNull(at, "at");
        }
    }
}
