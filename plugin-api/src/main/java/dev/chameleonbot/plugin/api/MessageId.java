package dev.chameleonbot.plugin.api;

import org.apiguardian.api.API;

/**
 * The id of a chat message. Copies of a message in a shared chat have the id of the original here.
 *
 * @param value the id as Twitch writes it, not blank
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
