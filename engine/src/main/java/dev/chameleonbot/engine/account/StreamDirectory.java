package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels.Channel;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Knows which channels are live. */
@FunctionalInterface
interface StreamDirectory {
    /**
     * Which of these are live, and since when. Blocks. The answer may be some minutes old.
     *
     * @param channels whom to ask for
     * @return since when, of those that are live
     */
    Map<ChannelId, Instant> live(Collection<Channel> channels) throws LoginNeededException, InterruptedException;
}
