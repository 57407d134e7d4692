package dev.chameleonbot.engine.account;

import dev.chameleonbot.plugin.api.Channels.Channel;
import java.util.List;

/**
 * What Twitch has told of the channels that an account follows.
 *
 * @param channels those that could be read, the latest first
 * @param isComplete whether it is all of them: else a channel that is missing may be followed all the same
 */
record Followed(List<Channel> channels, boolean isComplete) {
    Followed {
        channels = List.copyOf(channels);
    }
}
