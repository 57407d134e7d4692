package dev.chameleonbot.engine;

import dev.chameleonbot.plugin.api.ChatColor;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What an account has done since the host began to run it; a new connection or a login does not set it back.
 *
 * @param heard how many chat messages it has heard in its channels, its own among them
 * @param own how many of them it has written itself
 * @param colorsChanged how often Twitch has taken a colour for it
 * @param lastChange the last of these colours
 */
public record Activity(long heard, long own, long colorsChanged, Optional<ColorChange> lastChange) {
    /** Checks that nothing is missing. */
    public Activity {
        Objects.requireNonNull(lastChange, "lastChange");
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
