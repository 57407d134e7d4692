package dev.chameleonbot.engine.resilience;

import java.time.DateTimeException;
import java.time.Instant;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Ratelimit-*} headers of an answer, as far as they can be read.
 *
 * @param remaining how many requests are left, -1 if not said
 * @param reset when the bucket is full again, null if not said
 */
public record RateLimitHeaders(int remaining, @Nullable Instant reset) {
    /**
     * Reads them.
     *
     * @param response an answer of Helix
     * @return what it says
     */
    public static RateLimitHeaders of(Response response) {
        long remaining = number(response.header("Ratelimit-Remaining"));
        long reset = number(response.header("Ratelimit-Reset"));
        return new RateLimitHeaders((int) Math.min(remaining, Integer.MAX_VALUE), instant(reset));
    }

    private static @Nullable Instant instant(long seconds) {
        try {
            return seconds < 0 ? null : Instant.ofEpochSecond(seconds);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static long number(@Nullable String header) {
        try {
            return header == null ? -1 : Math.max(-1, Long.parseLong(header.strip()));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
