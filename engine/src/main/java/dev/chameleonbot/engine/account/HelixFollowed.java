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
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks Twitch which channels an account follows, page by page. Thread-safe. */
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
     * @throws dev.chameleonbot.engine.resilience.RemoteException if Twitch does not answer correctly
     * @throws LoginNeededException if the account's access is refused
     * @throws InterruptedException if the calling thread was interrupted
     */
    FollowsRead read() throws LoginNeededException, InterruptedException {
        AtomicInteger told = new AtomicInteger();
        HelixRequest first = HelixRequest.get("/channels/followed")
                .with("user_id", user.value())
                .with("first", Integer.toString(CHANNELS_A_PAGE));
        HelixPage<Channel> all = HelixPage.all(
                first,
                MOST_PAGES,
                page -> helix.list(account, page, channel -> {
                    told.incrementAndGet();
                    return new Channel(
                            new ChannelId(channel.text("broadcaster_id")),
                            channel.text("broadcaster_login").toLowerCase(Locale.ROOT));
                }));
        boolean isComplete =
                all.cursor().isEmpty() && told.get() == all.elements().size();
        return new FollowsRead(all.elements(), isComplete);
    }
}
