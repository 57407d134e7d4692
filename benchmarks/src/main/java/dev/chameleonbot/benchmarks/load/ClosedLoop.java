package dev.chameleonbot.benchmarks.load;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Sends the next message when one is served: at most a window of them under way, and one for each account. Safe for all
 * threads: an account is taken out of the queue by who sends its message, and put back by who takes the message's time
 * out of its place.
 */
final class ClosedLoop {
    private static final long NONE = 0;

    private final AtomicLongArray sentAt;
    private final Queue<Integer> idle = new ConcurrentLinkedQueue<>();
    private final int window;
    private final LongSupplier nanos;
    private final IntConsumer send;
    private final AtomicLong givenUp = new AtomicLong();
    private volatile boolean ended;

    /**
     * A loop that has not begun.
     *
     * @param accounts how many accounts there are
     * @param window how many messages may be under way
     * @param nanos the clock
     * @param send sends a message of that account
     */
    ClosedLoop(int accounts, int window, LongSupplier nanos, IntConsumer send) {
        this.sentAt = new AtomicLongArray(accounts);
        this.window = Math.min(window, accounts);
        this.nanos = nanos;
        this.send = send;
        IntStream.range(0, accounts).forEach(idle::add);
    }

    void begin() {
        for (int i = 0; i < window; i++) {
            next();
        }
    }

    /** A message of that account is served. */
    void served(int account) {
        if (sentAt.getAndSet(account, NONE) != NONE) {
            idle.add(account);
            next();
        }
    }

    /** Gives up what is under way for longer than that, and goes on with others in its place. */
    void giveUp(Duration after) {
        long now = nanos.getAsLong();
        for (int account = 0; account < sentAt.length(); account++) {
            long sent = sentAt.get(account);
            if (sent != NONE && now - sent > after.toNanos() && sentAt.compareAndSet(account, sent, NONE)) {
                givenUp.incrementAndGet();
                idle.add(account);
                next();
            }
        }
    }

    /** Sends nothing more. */
    void end() {
        ended = true;
    }

    long givenUp() {
        return givenUp.get();
    }

    private void next() {
        Integer account = ended ? null : idle.poll();
        if (account != null) {
            long now = nanos.getAsLong();
            sentAt.set(account, now == NONE ? 1 : now);
            send.accept(account);
        }
    }
}
