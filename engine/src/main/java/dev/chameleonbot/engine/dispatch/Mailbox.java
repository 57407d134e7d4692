package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.host.SessionLimits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one behaviour session: messages, and tasks (results, alarms) in one order of arrival.
 *
 * <p>Messages are bounded. On overflow the oldest message of somebody else goes first; the account's own ones go, oldest
 * first, only when nothing else is left. Tasks are never dropped while the session works: each answers something that the
 * session itself asked for, and how much it may ask for is limited where it asks.
 *
 * <p>Many threads put, one at a time takes: for one session, or for those that follow one another. The lock guards all
 * fields.
 */
final class Mailbox {
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Item> items = new ArrayDeque<>();
    private int messages;
    private int others;
    private boolean closed;
    private boolean held;

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
        lock.lock();
        try {
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
            messages++;
            others += message.own() ? 0 : 1;
            return outcome;
        } finally {
            lock.unlock();
        }
    }

    private Outcome dropOldest() {
        boolean fromOthers = others > 0;
        for (Iterator<Item> oldest = items.iterator(); oldest.hasNext(); ) {
            if (oldest.next() instanceof Item.Message(ChatMessage message, long arrived)
                    && message.own() != fromOthers) {
                oldest.remove();
                messages--;
                others -= fromOthers ? 1 : 0;
                break;
            }
        }
        return fromOthers ? Outcome.OTHER_DROPPED : Outcome.OWN_DROPPED;
    }

    /** Adds a task; false if the mailbox is closed. */
    boolean put(Runnable task) {
        lock.lock();
        try {
            return !closed && items.add(new Item.Task(task));
        } finally {
            lock.unlock();
        }
    }

    /** Opened when all that is there now has been handled or dropped; open already where nothing is given out. */
    CountDownLatch mark() {
        lock.lock();
        try {
            boolean passes = !closed && !held;
            CountDownLatch reached = new CountDownLatch(passes ? 1 : 0);
            if (passes) {
                items.add(new Item.Mark(reached));
            }
            return reached;
        } finally {
            lock.unlock();
        }
    }

    /** The next item; null while there is none, or while the mailbox is held. */
    @Nullable
    Item poll() {
        lock.lock();
        try {
            if (held || items.isEmpty()) {
                return null;
            }
            Item item = items.remove();
            if (item instanceof Item.Message(ChatMessage message, long arrived)) {
                messages--;
                others -= message.own() ? 0 : 1;
            }
            return item;
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is something that its session can be given now. */
    boolean hasNext() {
        lock.lock();
        try {
            return !held && !items.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was closed and nothing more will come out of it. */
    boolean isDone() {
        lock.lock();
        try {
            return closed && items.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it takes nothing any more. */
    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives nothing out until {@link #release}; takes in what fits. What is there where it was closed before is dropped.
     *
     * @return how many of the account's own messages were dropped
     */
    int hold() {
        lock.lock();
        try {
            held = true;
            return closed ? clear() : 0;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a {@link #hold}. */
    void release() {
        lock.lock();
        try {
            held = false;
        } finally {
            lock.unlock();
        }
    }

    /** How many messages and tasks wait. */
    int size() {
        lock.lock();
        try {
            return items.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes nothing more. What is there can still be taken, unless it is held: then nobody will, and it is dropped.
     *
     * @return how many of the account's own messages were dropped
     */
    int close() {
        lock.lock();
        try {
            closed = true;
            return held ? clear() : 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes nothing more, and drops what is there.
     *
     * @return how many of the account's own messages were dropped
     */
    int seal() {
        lock.lock();
        try {
            closed = true;
            return clear();
        } finally {
            lock.unlock();
        }
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
