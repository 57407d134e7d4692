package dev.chameleonbot.plugin.api;

import org.apiguardian.api.API;

/**
 * The permanent id of a Twitch user.
 *
 * @param value the id as Twitch writes it, not blank
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record UserId(String value) {
    /** Checks that there is a value. */
    public UserId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("UserId: blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
