package dev.chameleonbot.plugin.api;

import org.apiguardian.api.API;

/**
 * The permanent id of a Twitch channel, which is its broadcaster's user id.
 *
 * @param value the id as Twitch writes it, not blank
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ChannelId(String value) {
    /** Checks that there is a value. */
    public ChannelId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("ChannelId: blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
