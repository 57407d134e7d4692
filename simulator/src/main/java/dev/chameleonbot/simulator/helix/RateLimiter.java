package dev.chameleonbot.simulator.helix;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Twitch's token buckets: one for each application and account, refilled evenly over a minute. The clock is
 * {@link System#nanoTime()}; each bucket is guarded by its own lock.
 */
final class RateLimiter {
    private static final double NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();

    private final Map<Key, Bucket> buckets = new ConcurrentHashMap<>();
    private volatile int perMinute;

    RateLimiter(int perMinute) {
        this.perMinute = perMinute;
    }

    /** Whose bucket it is. */
    record Key(String clientId, String userId) {}

    /**
     * What came of a call.
     *
     * @param allowed whether there was a point for it
     * @param headers the header lines that every answer of Helix has
     */
    record Verdict(boolean allowed, String headers) {}

    int perMinute() {
        return perMinute;
    }

    /** Changes the limit for everybody; all buckets are full again. */
    void perMinute(int points) {
        perMinute = points;
        buckets.clear();
    }

    /** Takes a point. */
    Verdict take(Key key) {
        Bucket bucket = buckets.get(key);
        if (bucket == null) {
            bucket = buckets.computeIfAbsent(key, absent -> new Bucket(perMinute));
        }
        return bucket.take();
    }

    /** The headers for somebody who is not known. */
    String headersForNobody() {
        return headers(perMinute, perMinute, 0);
    }

    /** The headers with an answer 429 that was ordered: nothing is left, and there will be in a second. */
    String headersWhenLimited() {
        return headers(perMinute, 0, 1);
    }

    private static String headers(int limit, int remaining, long fullInSeconds) {
        long reset = Math.ceilDiv(System.currentTimeMillis(), 1000L) + fullInSeconds;
        return "Ratelimit-Limit: " + limit + "\r\nRatelimit-Remaining: " + remaining + "\r\nRatelimit-Reset: " + reset
                + "\r\n";
    }

    private static final class Bucket {
        private final ReentrantLock lock = new ReentrantLock();
        private final int limit;
        private double points;
        private long filledAt = System.nanoTime();

        private Bucket(int limit) {
            this.limit = limit;
            this.points = limit;
        }

        private Verdict take() {
            boolean allowed;
            double left;
            lock.lock();
            try {
                long now = System.nanoTime();
                points = Math.min(limit, points + (now - filledAt) * limit / NANOS_PER_MINUTE);
                filledAt = now;
                allowed = points >= 1;
                points -= allowed ? 1 : 0;
                left = points;
            } finally {
                lock.unlock();
            }
            long fullIn = (long) Math.ceil((limit - left) * 60 / limit);
            return new Verdict(allowed, headers(limit, (int) left, fullIn));
        }
    }
}
