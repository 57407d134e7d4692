package dev.chameleonbot.simulator;

/**
 * One own message that is served. All times are of {@link System#nanoTime()}.
 *
 * @param userId whose message
 * @param dueNanos when it was to be written; the same as {@code writtenNanos} unless it was said with a time of its own
 * @param writtenNanos when its frame was written
 * @param servedNanos when the request that serves it had been read
 */
public record ServedMessage(String userId, long dueNanos, long writtenNanos, long servedNanos) {}
