package dev.chameleonbot.engine.metrics;

import dev.chameleonbot.engine.events.AccountFeeds;
import dev.chameleonbot.engine.model.AccountFeedEvent;
import dev.chameleonbot.engine.model.Activity;
import dev.chameleonbot.engine.model.Activity.ColorChange;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.ColorResult;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what one account does, from any thread, and shows it to those who watch. To count a message takes no lock and no
 * memory.
 */
public final class ActivityMeter {
    private static final ColorChange[] NONE = {};

    private final String login;
    private final AccountFeeds feeds;
    private final EngineMeters all;
    private final LongAdder others = new LongAdder();
    private final LongAdder own = new LongAdder();
    private final LongAdder changes = new LongAdder();
    /** The newest first; never changed, but replaced whole. */
    private final AtomicReference<ColorChange[]> recent = new AtomicReference<>(NONE);

    /**
     * The meter of an account that has done nothing.
     *
     * @param all counts what all accounts do; {@linkplain EngineMeters#add adds} this one if it is to be seen there
     */
    public ActivityMeter(String login, AccountFeeds feeds, EngineMeters all) {
        this.login = login;
        this.feeds = feeds;
        this.all = all;
    }

    /** Counts a message that was delivered. */
    public void heard(ChatMessage message) {
        if (!message.own()) {
            others.increment();
            return;
        }
        own.increment();
        if (feeds.isWatched(login)) {
            feeds.tell(
                    login,
                    new AccountFeedEvent.OwnMessage(
                            message.id(), message.channelLogin(), message.text(), message.sentAt()));
        }
    }

    /** Counts a message of somebody else that nobody has read. */
    public void passedOver() {
        others.increment();
    }

    /** Counts a colour that Twitch has taken. */
    public void changed(ChatColor color, Instant at) {
        ColorChange newest = new ColorChange(color, at);
        ColorChange[] before;
        ColorChange[] next;
        do {
            before = Objects.requireNonNull(recent.get());
            next = new ColorChange[Math.min(before.length + 1, Activity.MOST_RECENT)];
            next[0] = newest;
            System.arraycopy(before, 0, next, 1, next.length - 1);
        } while (!recent.compareAndSet(before, next));
        changes.increment();
    }

    long own() {
        return own.sum();
    }

    long others() {
        return others.sum();
    }

    /** Whether somebody watches the account. */
    public boolean isWatched() {
        return feeds.isWatched(login);
    }

    /** Counts among all accounts what became of a colour request; see {@link EngineMeters#ended}. */
    public void ended(ColorResult result, boolean isOfMessage, long queue, long decision, long wait, long request) {
        all.ended(result, isOfMessage, queue, decision, wait, request);
    }

    /** Shows what became of a colour to those who watch. */
    public void tell(AccountFeedEvent.ColorOutcome outcome) {
        feeds.tell(login, outcome);
    }

    /** What was counted until now. */
    public Activity now() {
        long written = own.sum();
        return new Activity(
                others.sum() + written, written, changes.sum(), List.of(Objects.requireNonNull(recent.get())));
    }
}
