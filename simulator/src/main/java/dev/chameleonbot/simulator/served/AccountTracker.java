package dev.chameleonbot.simulator.served;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one account was sent and what it did about it. The lock guards everything.
 *
 * <p>The times of messages not yet served stand in a ring that grows up to a limit; beyond it messages are still counted
 * exactly, only their latency is not measured. The listener is told outside the lock.
 */
public final class AccountTracker {
    private static final int MAX_TIMED = 1 << 16;

    private final String userId;
    private final LatencyHistogram latencies;
    private final ServedListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private long[] writtenAt = new long[4];
    private long[] dueAt = new long[4];
    private int timed;
    private long owed;
    private long delivered;
    private long changes;
    private long undeliverable;

    AccountTracker(String userId, LatencyHistogram latencies, ServedListener listener) {
        this.userId = userId;
        this.latencies = latencies;
        this.listener = listener;
    }

    /** A message of this account that is about to be sent, perhaps more than once, and is due when it is written. */
    public Debt debt() {
        return new Debt(false, 0);
    }

    /** A message that was due at that time: its latency counts from then, however late it is written. */
    public Debt debtDueAt(long nanos) {
        return new Debt(true, nanos);
    }

    /** Counts a message that found no subscription of its own account. */
    public void missed() {
        lock.lock();
        try {
            undeliverable++;
        } finally {
            lock.unlock();
        }
    }

    /** Counts a successful colour change: it serves every message that was written before it came. */
    public void changed(long receivedNanos) {
        long[] due;
        long[] written;
        lock.lock();
        try {
            changes++;
            int served = 0;
            while (served < timed && writtenAt[served] - receivedNanos <= 0) {
                served++;
            }
            due = Arrays.copyOf(dueAt, served);
            written = Arrays.copyOf(writtenAt, served);
            if (served == timed) {
                owed = 0;
            } else {
                owed -= served;
                System.arraycopy(writtenAt, served, writtenAt, 0, timed - served);
                System.arraycopy(dueAt, served, dueAt, 0, timed - served);
            }
            timed -= served;
        } finally {
            lock.unlock();
        }
        for (int i = 0; i < due.length; i++) {
            latencies.add((receivedNanos - due[i]) / 1000);
            listener.served(userId, due[i], written[i], receivedNanos);
        }
    }

    private void owe(long due, long nanos) {
        lock.lock();
        try {
            delivered++;
            owed++;
            if (timed == writtenAt.length && timed < MAX_TIMED) {
                writtenAt = Arrays.copyOf(writtenAt, timed * 2);
                dueAt = Arrays.copyOf(dueAt, timed * 2);
            }
            if (timed < writtenAt.length) {
                dueAt[timed] = due;
                writtenAt[timed++] = nanos;
            }
        } finally {
            lock.unlock();
        }
    }

    long delivered() {
        lock.lock();
        try {
            return delivered;
        } finally {
            lock.unlock();
        }
    }

    /** How many colour changes succeeded. */
    public long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    long owed() {
        lock.lock();
        try {
            return owed;
        } finally {
            lock.unlock();
        }
    }

    long surplus() {
        lock.lock();
        try {
            return Math.max(0, changes - delivered);
        } finally {
            lock.unlock();
        }
    }

    long undeliverable() {
        lock.lock();
        try {
            return undeliverable;
        } finally {
            lock.unlock();
        }
    }

    /** One message that asks for a colour change, from the first time that it is written. */
    public final class Debt {
        private final AtomicBoolean counted = new AtomicBoolean();
        private final boolean scheduled;
        private final long due;

        private Debt(boolean scheduled, long due) {
            this.scheduled = scheduled;
            this.due = due;
        }

        /** Says that a frame with this message is being written now. Only the first one counts. */
        public void written(long nanos) {
            if (counted.compareAndSet(false, true)) {
                owe(scheduled ? due : nanos, nanos);
            }
        }
    }
}
