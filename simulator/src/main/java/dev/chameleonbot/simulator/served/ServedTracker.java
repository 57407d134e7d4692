package dev.chameleonbot.simulator.served;

import dev.chameleonbot.simulator.time.Signal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/** Weighs own messages against colour changes, over all accounts. Thread-safe. */
public final class ServedTracker {
    private final Map<String, AccountTracker> accounts = new ConcurrentHashMap<>();
    private final LatencyHistogram latencies = new LatencyHistogram();
    private final LongAdder others = new LongAdder();

    private final Signal signal;
    private final ServedListener listener;

    /**
     * An empty served.
     *
     * @param signal told of what the journal does not hear of
     * @param listener told of each message that is served
     */
    public ServedTracker(Signal signal, ServedListener listener) {
        this.signal = signal;
        this.listener = listener;
    }

    /** The served of one account. */
    public AccountTracker of(String userId) {
        return accounts.computeIfAbsent(userId, id -> new AccountTracker(id, latencies, listener));
    }

    /** Counts a frame with a message that is not the receiver's own. */
    public void other() {
        others.increment();
        signal.changed();
    }

    /** How many own messages were delivered, each counted once. */
    public long ownMessages() {
        return sum(AccountTracker::delivered);
    }

    /** How many frames were delivered with messages that were not the receiver's own. */
    public long otherMessages() {
        return others.sum();
    }

    /** How many colour changes succeeded. */
    public long colorChanges() {
        return sum(AccountTracker::changes);
    }

    /** How many own messages were delivered that no successful colour change came after. */
    public long missing() {
        return sum(AccountTracker::owed);
    }

    /** How many colour changes there were above the number of own messages, account by account. */
    public long duplicates() {
        return sum(AccountTracker::surplus);
    }

    /** How many own messages had no subscription of their own account to go to. */
    public long undeliverable() {
        return sum(AccountTracker::undeliverable);
    }

    /** The latency in microseconds that the given share of the served messages did not exceed. */
    public long latencyMicros(double share) {
        return latencies.percentile(share);
    }

    /** The longest latency in microseconds. */
    public long maxLatencyMicros() {
        return latencies.max();
    }

    private long sum(ToLongFunction<AccountTracker> what) {
        return accounts.values().stream().mapToLong(what).sum();
    }
}
