package dev.chameleonbot.plugin.api;

import org.apiguardian.api.API;

/**
 * A chat message's id. Copies of one message in a shared chat carry the same one here: that of the original.
 *
 * @param value Twitch's own text of it, not blank
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record MessageId(String value) {
    /** Checks that there is a value. */
    public MessageId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("MessageId: blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
