package dev.chameleonbot.plugin.api;

import java.time.Instant;
import java.util.Objects;
import org.apiguardian.api.API;

/** The result of a colour change. Each request gets exactly one. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed interface ColorResult {

    /** The requested colour. */
    ChatColor color();

    /**
     * Twitch has set the colour.
     *
     * @param color the colour, shown from now on
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Changed(ChatColor color) implements ColorResult {}

    /**
     * A newer request replaced this one before it was sent.
     *
     * @param color the colour that was not sent, or whose answer no longer mattered
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Superseded(ChatColor color) implements ColorResult {}

    /**
     * Twitch answered 400 to a hex colour: the account has neither Prime nor Turbo. Twitch would accept a preset.
     *
     * @param color the colour that was refused
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record HexRefused(ChatColor.Hex color) implements ColorResult {}

    /**
     * The account's rate budget is used up for longer than the engine waits.
     *
     * @param color the colour that was not set
     * @param until when Twitch accepts requests again
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Limited(ChatColor color, Instant until) implements ColorResult {}

    /**
     * Twitch refuses the account's authorisation, even after one refresh of its token. The engine reports the account.
     *
     * @param color the colour that was not set
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Unauthorized(ChatColor color) implements ColorResult {}

    /**
     * The request failed for another reason, after all reasonable retries.
     *
     * @param color the colour that was not set
     * @param reason what happened, for the log; contains no secret
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Failed(ChatColor color, String reason) implements ColorResult {
        /** Checks that there is a reason. */
        public Failed {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
