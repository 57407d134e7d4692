package dev.chameleonbot.simulator.ledger;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one account was sent and what it did about it. The lock guards everything.
 *
 * <p>The times of messages not yet served stand in a ring that grows up to a limit; beyond it messages are still counted
 * exactly, only their latency is not measured.
 */
public final class AccountLedger {
    private static final int MAX_TIMED = 1 << 16;

    private final LatencyHistogram latencies;
    private final ReentrantLock lock = new ReentrantLock();
    private long[] writtenAt = new long[4];
    private int timed;
    private long owed;
    private long delivered;
    private long changes;
    private long undeliverable;

    AccountLedger(LatencyHistogram latencies) {
        this.latencies = latencies;
    }

    /** A message of this account that is about to be sent, perhaps more than once. */
    public Debt debt() {
        return new Debt();
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
        lock.lock();
        try {
            changes++;
            int served = 0;
            while (served < timed && writtenAt[served] - receivedNanos <= 0) {
                latencies.add((receivedNanos - writtenAt[served]) / 1000);
                served++;
            }
            if (served == timed) {
                owed = 0;
            } else {
                owed -= served;
                System.arraycopy(writtenAt, served, writtenAt, 0, timed - served);
            }
            timed -= served;
        } finally {
            lock.unlock();
        }
    }

    private void owe(long nanos) {
        lock.lock();
        try {
            delivered++;
            owed++;
            if (timed == writtenAt.length && timed < MAX_TIMED) {
                writtenAt = Arrays.copyOf(writtenAt, timed * 2);
            }
            if (timed < writtenAt.length) {
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

    long changes() {
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

        private Debt() {}

        /** Says that a frame with this message is being written now. Only the first one counts. */
        public void written(long nanos) {
            if (counted.compareAndSet(false, true)) {
                owe(nanos);
            }
        }
    }
}
