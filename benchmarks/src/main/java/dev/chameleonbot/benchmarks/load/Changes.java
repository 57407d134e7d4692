package dev.chameleonbot.benchmarks.load;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * The changes of colour of one load against its own messages, account by account: what was lost in an earlier load, or by
 * another account, makes up for none. Safe for all threads.
 */
final class Changes {
    private final long[] before;
    private final AtomicLongArray messages;

    /** {@code before} has the changes of each account when the load begins. */
    Changes(long[] before) {
        this.before = before.clone();
        this.messages = new AtomicLongArray(before.length);
    }

    /** An account writes a message. */
    void own(int account) {
        messages.incrementAndGet(account);
    }

    long messages() {
        return IntStream.range(0, before.length).mapToLong(messages::get).sum();
    }

    /** How many changes there were until {@code now}. */
    long made(long... now) {
        return IntStream.range(0, before.length)
                .mapToLong(account -> now[account] - before[account])
                .sum();
    }

    /** How many there were above the number of messages. */
    long doubled(long... now) {
        return IntStream.range(0, before.length)
                .mapToLong(account -> Math.max(0, now[account] - before[account] - messages.get(account)))
                .sum();
    }
}
