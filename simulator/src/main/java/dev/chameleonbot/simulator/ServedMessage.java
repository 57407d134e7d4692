package dev.chameleonbot.simulator;

/**
 * One own message that is served. All times are from {@link System#nanoTime()}.
 *
 * @param userId the author
 * @param dueNanos when it was due; the same as {@code writtenNanos} unless it was said with {@link Simulator#sayDueAt}
 * @param writtenNanos when its frame was written
 * @param servedNanos when the request that serves it had been read
 */
public record ServedMessage(String userId, long dueNanos, long writtenNanos, long servedNanos) {}
