package dev.chameleonbot.simulator.chat;

import dev.chameleonbot.simulator.account.Account;
import dev.chameleonbot.simulator.eventsub.Delivery;
import dev.chameleonbot.simulator.eventsub.Subscription;
import dev.chameleonbot.simulator.eventsub.Subscriptions;
import dev.chameleonbot.simulator.journal.JournalEntry.Kind;
import dev.chameleonbot.simulator.served.AccountTracker;
import dev.chameleonbot.simulator.served.EventJournal;
import dev.chameleonbot.simulator.served.ServedTracker;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Says things in channels. Thread-safe; the lock guards the latest lines only. */
public final class Chat {
    private static final int LINES_KEPT = 50;

    private final Subscriptions subscriptions;
    private final Delivery delivery;
    private final EventJournal journal;
    private final ServedTracker served;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Line> latest = new ArrayDeque<>();

    /** A chat in which nobody has said anything. */
    public Chat(Subscriptions subscriptions, Delivery delivery, EventJournal journal, ServedTracker served) {
        this.subscriptions = subscriptions;
        this.delivery = delivery;
        this.journal = journal;
        this.served = served;
    }

    /**
     * What was said.
     *
     * @param messageId the id of the message in the channel where it was said
     * @param chatter who said it
     * @param channel where
     * @param text what
     * @param receivers how many subscriptions it went to
     * @param ownReceivers how many of these are the chatter's own
     */
    public record Line(
            String messageId, Account chatter, Account channel, String text, int receivers, int ownReceivers) {}

    /**
     * Says something, and returns when it stands in the queue of every receiver.
     *
     * @param chatter who says it
     * @param channel where
     * @param text what
     * @param sharedWith further channels of a shared chat, in which a copy appears
     * @param counted whether a change of colour is expected for it
     */
    public Line say(Account chatter, Account channel, String text, List<Account> sharedWith, boolean counted) {
        return say(
                ChatEvent.original(chatter, channel, text, Set.of()),
                sharedWith,
                counted ? served.of(chatter.id()).debt() : null);
    }

    /** Says something with badges, for which no change of colour is expected. */
    public Line sayUncounted(Account chatter, Account channel, String text, Set<String> badges) {
        return say(ChatEvent.original(chatter, channel, text, badges), List.of(), null);
    }

    /** Says something that was due at that time of {@link System#nanoTime()}, and for which a change is expected. */
    public Line sayDueAt(long nanos, Account chatter, Account channel, String text) {
        return say(
                ChatEvent.original(chatter, channel, text, Set.of()),
                List.of(),
                served.of(chatter.id()).debtDueAt(nanos));
    }

    private Line say(ChatEvent event, List<Account> sharedWith, AccountTracker.@Nullable Debt debt) {
        Account chatter = event.chatter();
        Account channel = event.channel();
        Post post = new Post(chatter, debt);
        post.to(channel, event);
        for (Account other : sharedWith) {
            post.to(other, event.copyFor(other));
        }
        if (debt != null && post.ownReceivers == 0 && subscriptions.hasEverListened(chatter)) {
            served.of(chatter.id()).missed();
        }
        Line line = new Line(event.messageId(), chatter, channel, event.text(), post.receivers, post.ownReceivers);
        keep(line);
        return line;
    }

    /** The latest lines, oldest first. */
    public List<Line> latest() {
        lock.lock();
        try {
            return List.copyOf(latest);
        } finally {
            lock.unlock();
        }
    }

    private void keep(Line line) {
        lock.lock();
        try {
            if (latest.size() == LINES_KEPT) {
                latest.removeFirst();
            }
            latest.addLast(line);
        } finally {
            lock.unlock();
        }
    }

    /** One message on its way to all who receive it. Used by the thread that says it. */
    private final class Post {
        private final Account chatter;
        private final AccountTracker.@Nullable Debt debt;
        private int receivers;
        private int ownReceivers;

        private Post(Account chatter, AccountTracker.@Nullable Debt debt) {
            this.chatter = chatter;
            this.debt = debt;
        }

        private void to(Account channel, ChatEvent event) {
            List<Subscription> wanting = subscriptions.chatOf(channel.id());
            if (wanting.isEmpty()) {
                return;
            }
            byte[] json = event.toJson();
            Runnable ownNotice = () -> ownFrame(event.messageId());
            Runnable otherNotice = served::other;
            for (Subscription subscription : wanting) {
                boolean own = subscription.account() == chatter;
                delivery.send(subscription, json, own ? ownNotice : otherNotice);
                receivers++;
                ownReceivers += own ? 1 : 0;
            }
        }

        private void ownFrame(String messageId) {
            long now = System.nanoTime();
            if (debt != null) {
                debt.written(now);
            }
            journal.write(Kind.OWN_MESSAGE, now, chatter.login(), messageId, 0);
        }
    }
}
