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
 * What the {@code Ratelimit-*} and {@code Retry-After} headers of an answer say, as far as they can be read.
 *
 * <p>The reset is a time of the server's clock, and so is a {@code Retry-After} that is a date; both are compared with the
 * server's own {@code Date} where the answer has one: a clock that is off, theirs or ours, must neither stop an account
 * nor let it hammer.
 *
 * @param remaining how many requests are left, -1 if not said
 * @param untilReset how long until the bucket is full again, never negative; empty if not said
 * @param retryAfter how long the server wants to be left alone, never negative; empty if not said
 */
public record RateLimitHeaders(int remaining, Optional<Duration> untilReset, Optional<Duration> retryAfter) {
    private static final int TOO_MANY = 429;
    /** A bucket of Twitch's is full again after a minute; a higher number is wrong. */
    private static final Duration LONGEST_RESET = Duration.ofMinutes(1);
    /** Maintenance may take longer, but looking then and now harms nobody. */
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);

    /** Reads them. */
    public static RateLimitHeaders of(Response response, Instant now) {
        return of(response::header, now);
    }

    /**
     * Reads them.
     *
     * @param header finds a header by its name; null where there is none
     */
    public static RateLimitHeaders of(Function<String, @Nullable String> header, Instant now) {
        Instant theirs = date(header.apply("Date")).orElse(now);
        long remaining = number(header.apply("Ratelimit-Remaining"));
        Optional<Duration> reset = instant(number(header.apply("Ratelimit-Reset")))
                .map(time -> bounded(Duration.between(theirs, time), LONGEST_RESET));
        return new RateLimitHeaders(
                (int) Math.min(remaining, Integer.MAX_VALUE), reset, retryAfter(header.apply("Retry-After"), theirs));
    }

    /**
     * When the server wants to be asked again.
     *
     * @return the time; empty where it does not say, as with a success
     */
    public static Optional<Instant> retryAt(Response response, Instant now) {
        return of(response, now).waitAfter(response.code()).map(now::plus);
    }

    /**
     * How long to wait before the next request.
     *
     * @return for a 429 until the bucket is full, or as {@code Retry-After} says; for another failure that may pass as that
     *     says; else empty
     */
    public Optional<Duration> waitAfter(int status) {
        if (status == TOO_MANY) {
            return untilReset.or(() -> retryAfter);
        }
        return status >= 400 && RemoteException.kindOf(status) == ErrorKind.REMOTE_TRANSIENT
                ? retryAfter
                : Optional.empty();
    }

    /** Seconds, or a date. */
    private static Optional<Duration> retryAfter(@Nullable String header, Instant theirs) {
        long seconds = number(header);
        Optional<Duration> wait = seconds >= 0
                ? Optional.of(Duration.ofSeconds(seconds))
                : date(header).map(time -> Duration.between(theirs, time));
        return wait.map(time -> bounded(time, LONGEST_RETRY));
    }

    private static Duration bounded(Duration wait, Duration longest) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(longest) > 0 ? longest : wait;
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
                    : Optional.of(ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
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
