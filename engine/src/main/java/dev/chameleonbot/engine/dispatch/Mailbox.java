package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.host.Mutex;
import dev.chameleonbot.plugin.host.SessionLimits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one behaviour session: messages, and tasks (results, alarms) in one order of arrival.
 *
 * <p>Messages are bounded. On overflow the oldest message of somebody else goes first; the account's own ones go, oldest
 * first, only when nothing else is left. Tasks are never dropped while the session works: each answers something that the
 * session itself asked for, and how much it may ask for is limited where it asks.
 *
 * <p>Many threads put, one at a time takes: for one session, or for those that follow one another. The lock guards all
 * fields. What a session does to a mailbox that it has handed over has no effect.
 */
final class Mailbox {
    private final int capacity;
    private final Mutex lock = new Mutex();
    private final Deque<Item> items = new ArrayDeque<>();
    private int messages;
    private int others;
    private boolean closed;
    private boolean held;
    /** Which of the sessions that follow one another it belongs to: the first is 0. */
    private int owner;

    Mailbox() {
        this(SessionLimits.MOST_MESSAGES);
    }

    /** With room for so many messages, for tests. */
    Mailbox(int capacity) {
        this.capacity = capacity;
    }

    /** One thing to do: a message to hand over, a task to run, or a mark to open. */
    sealed interface Item {
        record Message(ChatMessage message, long arrived) implements Item {}

        record Task(Runnable action) implements Item {}

        /** Opened when everything before it has been handled, or is dropped with all that is there. */
        record Mark(CountDownLatch reached) implements Item {}
    }

    /** What became of a message that was put. */
    enum Outcome {
        TAKEN,
        /** Taken in place of somebody else's older message, or itself dropped for being somebody else's. */
        OTHER_DROPPED,
        /** Taken in place of an older message of the account itself. */
        OWN_DROPPED,
        CLOSED
    }

    /** Puts a message that came at a time of the monotonic clock. */
    Outcome put(ChatMessage message, long arrived) {
        return lock.get(() -> {
            if (closed) {
                return Outcome.CLOSED;
            }
            Outcome outcome = Outcome.TAKEN;
            if (messages >= capacity) {
                if (others == 0 && !message.own()) {
                    return Outcome.OTHER_DROPPED;
                }
                outcome = dropOldest();
            }
            items.add(new Item.Message(message, arrived));
            count(message, 1);
            return outcome;
        });
    }

    private Outcome dropOldest() {
        boolean fromOthers = others > 0;
        for (Iterator<Item> oldest = items.iterator(); oldest.hasNext(); ) {
            if (oldest.next() instanceof Item.Message(ChatMessage message, long arrived)
                    && message.own() != fromOthers) {
                oldest.remove();
                count(message, -1);
                break;
            }
        }
        return fromOthers ? Outcome.OTHER_DROPPED : Outcome.OWN_DROPPED;
    }

    private void count(ChatMessage message, int change) {
        messages += change;
        others += message.own() ? 0 : change;
    }

    /** Adds a task; false if the mailbox is closed. */
    boolean put(Runnable task) {
        return lock.get(() -> !closed && items.add(new Item.Task(task)));
    }

    /** Opened when all that is there now has been handled or dropped; open already where nothing is given out. */
    CountDownLatch mark() {
        return lock.get(() -> {
            boolean passes = !closed && !held;
            CountDownLatch reached = new CountDownLatch(passes ? 1 : 0);
            if (passes) {
                items.add(new Item.Mark(reached));
            }
            return reached;
        });
    }

    /** The next item; null while there is none, or while the mailbox is held. */
    @Nullable
    Item poll() {
        return lock.get(() -> {
            Item item = held ? null : items.poll();
            if (item instanceof Item.Message(ChatMessage message, long arrived)) {
                count(message, -1);
            }
            return item;
        });
    }

    /** Whether there is something that its session can be given now. */
    boolean hasNext() {
        return lock.get(() -> !held && !items.isEmpty());
    }

    /** Whether it was closed and nothing more will come out of it. */
    boolean isDone() {
        return lock.get(() -> closed && items.isEmpty());
    }

    /** Whether it takes nothing any more. */
    boolean isClosed() {
        return lock.get(() -> closed);
    }

    /** How many messages and tasks wait. */
    int size() {
        return lock.get(items::size);
    }

    /**
     * Gives it to the next session, and gives out again what was held.
     *
     * @return the number of the session that it belongs to from now on; empty if it is closed, and of no use to any
     */
    OptionalInt handOver() {
        return lock.get(() -> {
            held = false;
            return closed ? OptionalInt.empty() : OptionalInt.of(++owner);
        });
    }

    /**
     * Gives nothing out until {@link #release}; takes in what fits. What is there where it was closed before is dropped.
     *
     * @param by the number of the session that wants it
     * @return how many of the account's own messages were dropped
     */
    int hold(int by) {
        return lock.get(() -> {
            held |= by == owner;
            return by == owner && closed ? clear() : 0;
        });
    }

    /** Ends a {@link #hold}. */
    void release(int by) {
        lock.run(() -> held = held && by != owner);
    }

    /**
     * Takes nothing more. What is there can still be taken, unless it is held: then nobody will, and it is dropped.
     *
     * @return how many of the account's own messages were dropped
     */
    int close() {
        return lock.get(() -> {
            closed = true;
            return held ? clear() : 0;
        });
    }

    /**
     * Takes nothing more, and drops what is there.
     *
     * @param by the number of the session that wants it
     * @return how many of the account's own messages were dropped
     */
    int seal(int by) {
        return lock.get(() -> {
            closed |= by == owner;
            return by == owner ? clear() : 0;
        });
    }

    private int clear() {
        int own = messages - others;
        for (Item item : items) {
            if (item instanceof Item.Mark(CountDownLatch reached)) {
                reached.countDown();
            }
        }
        items.clear();
        messages = 0;
        others = 0;
        return own;
    }
}
