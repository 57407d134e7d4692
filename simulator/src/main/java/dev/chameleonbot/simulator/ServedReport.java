package dev.chameleonbot.simulator;

import dev.chameleonbot.simulator.served.ServedTracker;

/**
 * Own messages compared with colour changes, from the start of the simulator to the call.
 *
 * <p>A message is served when a successful {@code PUT /helix/chat/color} of its author arrives after its frame was
 * written; one change serves all messages before it.
 *
 * @param ownMessages own messages delivered, each counted once even if sent repeatedly
 * @param otherMessages frames delivered with messages that were not the receiver's own
 * @param colorChanges successful changes of colour
 * @param missing own messages delivered with no successful change after them
 * @param duplicates successful changes above the number of own messages, account by account
 * @param undeliverable own messages of accounts that had subscribed to something before, but had no enabled
 *     subscription in that channel
 * @param latencyMicros from when the frame was due, usually when it was written, to the arrival of the change that
 *     serves it
 */
public record ServedReport(
        long ownMessages,
        long otherMessages,
        long colorChanges,
        long missing,
        long duplicates,
        long undeliverable,
        Latency latencyMicros) {

    /**
     * Percentiles in microseconds, exact to 1.6 %; the maximum is exact. All are 0 when nothing was served.
     *
     * @param p50 the median
     * @param p95 what 95 % do not exceed
     * @param p99 what 99 % do not exceed
     * @param max the longest
     */
    public record Latency(long p50, long p95, long p99, long max) {}

    static ServedReport of(ServedTracker served) {
        return new ServedReport(
                served.ownMessages(),
                served.otherMessages(),
                served.colorChanges(),
                served.missing(),
                served.duplicates(),
                served.undeliverable(),
                new Latency(
                        served.latencyMicros(0.50),
                        served.latencyMicros(0.95),
                        served.latencyMicros(0.99),
                        served.maxLatencyMicros()));
    }
}
