package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.plugin.api.ChatMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one behaviour session: messages, and tasks (results, alarms) in one order of arrival.
 *
 * <p>Messages are bounded. On overflow the oldest message of somebody else goes first; the account's own ones go, oldest
 * first, only when nothing else is left. Tasks are never dropped: each answers something that the session itself asked
 * for.
 *
 * <p>Many threads put, one session's thread takes; another session of the same behaviour may follow it. The lock guards
 * all fields.
 */
final class Mailbox {
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Deque<Item> items = new ArrayDeque<>();
    private int messages;
    private int others;
    private boolean closed;

    Mailbox(int capacity) {
        this.capacity = capacity;
    }

    /** One thing to do: a message to hand over, or a task to run. */
    sealed interface Item {
        record Message(ChatMessage message, long arrived) implements Item {}

        record Task(Runnable action) implements Item {}
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
            filled.signal();
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
            if (closed) {
                return false;
            }
            items.add(new Item.Task(task));
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next item; null once the mailbox is closed and empty, or when the taker is to leave it. */
    @Nullable
    Item take(BooleanSupplier leaves) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (items.isEmpty() && !closed && !leaves.getAsBoolean()) {
                filled.await();
            }
            if (items.isEmpty() || leaves.getAsBoolean()) {
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

    /** Has the one who takes look whether to leave. */
    void wake() {
        lock.lock();
        try {
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
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

    /** Takes nothing more; what is there can still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
