package dev.chameleonbot.engine.account;

import com.github.twitch4j.helix.domain.StreamList;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.helix.HelixCalls;
import dev.chameleonbot.engine.resilience.ExhaustedException;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels.Channel;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks Twitch which channels are live, in one account's name.
 *
 * @param account in whose name
 * @param helix how to ask
 * @param retries repeats what may pass
 */
record HelixStreams(HelixAccount account, HelixCalls helix, Retries retries) implements StreamDirectory {
    private static final int ATTEMPTS = 3;
    /** Twitch's limit for {@code GET /streams}. */
    private static final int CHANNELS_A_REQUEST = 100;

    @Override
    public Map<ChannelId, Instant> live(Collection<Channel> channels)
            throws LoginNeededException, ExhaustedException, InterruptedException {
        List<String> ids =
                channels.stream().map(channel -> channel.id().value()).toList();
        Map<ChannelId, Instant> live = new HashMap<>();
        for (int from = 0; from < ids.size(); from += CHANNELS_A_REQUEST) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + CHANNELS_A_REQUEST));
            StreamList answer = retries.atMost(
                    ATTEMPTS,
                    () -> helix.call(
                            account,
                            api -> api.getStreams(
                                    account.login(), null, null, CHANNELS_A_REQUEST, null, null, some, null)));
            if (answer == null || answer.getStreams() == null) {
                throw RemoteException.unusable("asking who is live", "no list of streams");
            }
            answer.getStreams()
                    .forEach(stream -> live.put(new ChannelId(stream.getUserId()), stream.getStartedAtInstant()));
        }
        return live;
    }
}
