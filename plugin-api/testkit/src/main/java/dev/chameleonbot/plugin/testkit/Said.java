package dev.chameleonbot.plugin.testkit;

import dev.chameleonbot.plugin.api.ChannelId;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * A chat message that the behaviour sent.
 *
 * @param channel the channel
 * @param text the text
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Said(ChannelId channel, String text) {
    /** Checks that nothing is missing. */
    public Said {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(text, "text");
    }
}
