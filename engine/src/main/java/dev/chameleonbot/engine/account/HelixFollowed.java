package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.events.AccountEvent.FollowsRead;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.helix.HelixCalls;
import dev.chameleonbot.engine.helix.HelixPage;
import dev.chameleonbot.engine.helix.HelixRequest;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels.Channel;
import dev.chameleonbot.plugin.api.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks Twitch which channels an account follows, page by page. Safe for use by several threads. */
final class HelixFollowed {
    /** Twitch's limit for {@code GET /channels/followed}. */
    private static final int CHANNELS_A_PAGE = 100;
    /** Nobody listens in so many channels; a list that never ends is given up here. */
    static final int MOST_PAGES = 50;

    private final HelixAccount account;
    private final UserId user;
    private final HelixCalls helix;

    /**
     * Creates a directory.
     *
     * @param account in whose name
     * @param user whose follows: the account's own id
     * @param helix how to ask
     */
    HelixFollowed(HelixAccount account, UserId user, HelixCalls helix) {
        this.account = account;
        this.user = user;
        this.helix = helix;
    }

    /**
     * Asks once. Blocks.
     *
     * @return what is known of them
     * @throws dev.chameleonbot.engine.resilience.RemoteException if Twitch does not answer as it should
     * @throws LoginNeededException if the account's access is refused
     */
    FollowsRead read() throws LoginNeededException {
        List<Channel> channels = new ArrayList<>();
        AtomicInteger told = new AtomicInteger();
        Set<String> cursors = new HashSet<>();
        HelixRequest first = HelixRequest.get("/channels/followed")
                .with("user_id", user.value())
                .with("first", Integer.toString(CHANNELS_A_PAGE));
        HelixRequest request = first;
        for (int page = 0; page < MOST_PAGES; page++) {
            HelixPage<Channel> read = helix.list(account, request, channel -> {
                told.incrementAndGet();
                return new Channel(
                        new ChannelId(channel.text("broadcaster_id")),
                        channel.text("broadcaster_login").toLowerCase(Locale.ROOT));
            });
            channels.addAll(read.elements());
            Optional<String> next = read.cursor();
            if (next.isEmpty()) {
                return new FollowsRead(channels, told.get() == channels.size());
            }
            if (!cursors.add(next.get())) {
                break; // It goes round in circles.
            }
            request = first.with("after", next.get());
        }
        return new FollowsRead(channels, false);
    }
}
