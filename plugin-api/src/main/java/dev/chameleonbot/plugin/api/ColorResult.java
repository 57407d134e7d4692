package dev.chameleonbot.plugin.api;

import java.time.Instant;
import java.util.Objects;
import org.apiguardian.api.API;

/** How a wish for a colour ended. Of each wish exactly one of these comes back. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed interface ColorResult {

    /** The colour that was wished for. */
    ChatColor color();

    /**
     * Twitch has taken the colour.
     *
     * @param color the colour, shown from now on
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Changed(ChatColor color) implements ColorResult {}

    /**
     * A newer wish took its place before it was sent.
     *
     * @param color the colour that was not sent, or whose answer no longer mattered
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Superseded(ChatColor color) implements ColorResult {}

    /**
     * Twitch answered 400 to a hex colour: the account has neither Prime nor Turbo. A preset would be taken.
     *
     * @param color the colour that was refused
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record HexRefused(ChatColor.Hex color) implements ColorResult {}

    /**
     * The account's requests are used up for longer than the engine waits by itself.
     *
     * @param color the colour that was not taken
     * @param until when Twitch will take requests again
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Limited(ChatColor color, Instant until) implements ColorResult {}

    /**
     * The account's authorisation is refused, also after one refresh of its token. The engine reports the account.
     *
     * @param color the colour that was not taken
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Unauthorized(ChatColor color) implements ColorResult {}

    /**
     * It failed for another reason, after all retries that make sense.
     *
     * @param color the colour that was not taken
     * @param reason what happened, for the log; names no secret
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Failed(ChatColor color, String reason) implements ColorResult {
        /** Checks that there is a reason. */
        public Failed {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
