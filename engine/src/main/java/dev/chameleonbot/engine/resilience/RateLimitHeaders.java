package dev.chameleonbot.engine.resilience;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Ratelimit-*} headers of an answer, as far as they can be read.
 *
 * <p>The reset is a time of the server's clock, so it is compared with the server's own {@code Date} where the answer has
 * one: a clock that is off, theirs or ours, must neither stop an account nor let it hammer.
 *
 * @param remaining how many requests are left, -1 if not said
 * @param untilReset how long until the bucket is full again, never negative; empty if not said
 */
public record RateLimitHeaders(int remaining, Optional<Duration> untilReset) {
    /** A bucket of Twitch's is full again after a minute; whoever says more is wrong. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /**
     * Reads them.
     *
     * @param response an answer of Twitch's
     * @param now the wall clock
     * @return what it says
     */
    public static RateLimitHeaders of(Response response, Instant now) {
        return of(response::header, now);
    }

    /**
     * Reads them.
     *
     * @param header finds a header by its name; null where there is none
     * @param now the wall clock
     * @return what they say
     */
    public static RateLimitHeaders of(Function<String, @Nullable String> header, Instant now) {
        long remaining = number(header.apply("Ratelimit-Remaining"));
        long reset = number(header.apply("Ratelimit-Reset"));
        Optional<Duration> wait = instant(reset)
                .map(time -> Duration.between(date(header.apply("Date")).orElse(now), time))
                .map(RateLimitHeaders::bounded);
        return new RateLimitHeaders((int) Math.min(remaining, Integer.MAX_VALUE), wait);
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static Optional<Instant> instant(long seconds) {
        try {
            return seconds < 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> date(@Nullable String header) {
        try {
            return header == null
                    ? Optional.empty()
                    : Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
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
