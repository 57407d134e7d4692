package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.helix.HelixCalls;
import dev.chameleonbot.engine.helix.HelixRequest;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels.Channel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Asks Twitch which channels are live, in one account's name. Thread-safe. */
final class HelixStreams implements StreamWatch.Directory {
    private static final int ATTEMPTS = 3;
    /** Twitch's limit for {@code GET /streams}. */
    private static final int CHANNELS_A_REQUEST = 100;

    private final HelixAccount account;
    private final HelixCalls helix;
    private final Retries retries;
    private final InstantSource clock;
    /** Since when streams have been seen that have no time that can be read. */
    private final Map<ChannelId, Instant> firstSeen = new ConcurrentHashMap<>(0);

    HelixStreams(HelixAccount account, HelixCalls helix, Retries retries, InstantSource clock) {
        this.account = account;
        this.helix = helix;
        this.retries = retries;
        this.clock = clock;
    }

    @Override
    public Map<ChannelId, Instant> live(Collection<Channel> channels)
            throws LoginNeededException, InterruptedException {
        List<String> ids =
                channels.stream().map(channel -> channel.id().value()).toList();
        Map<ChannelId, Instant> live = new HashMap<>();
        for (int from = 0; from < ids.size(); from += CHANNELS_A_REQUEST) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + CHANNELS_A_REQUEST));
            HelixRequest request = HelixRequest.get("/streams")
                    .with("first", Integer.toString(CHANNELS_A_REQUEST))
                    .withEach("user_id", some);
            retries.atMost(
                            ATTEMPTS,
                            () -> helix.list(
                                    account,
                                    request,
                                    stream -> Map.entry(
                                            new ChannelId(stream.text("user_id")), stream.time("started_at"))))
                    .elements()
                    .forEach(stream -> live.put(
                            stream.getKey(),
                            stream.getValue()
                                    .orElseGet(() ->
                                            firstSeen.computeIfAbsent(stream.getKey(), first -> clock.instant()))));
        }
        firstSeen.keySet().retainAll(live.keySet());
        return live;
    }
}
