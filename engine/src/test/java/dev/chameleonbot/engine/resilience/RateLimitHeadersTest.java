package dev.chameleonbot.engine.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RateLimitHeadersTest {
    private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");

    @Test
    void readsHowManyRequestsAreLeftAndWhenTheBucketIsFull() {
        RateLimitHeaders headers =
                read(Map.of("Ratelimit-Remaining", "7", "Ratelimit-Reset", seconds(NOW.plusSeconds(20))));
        assertThat(headers.remaining()).isEqualTo(7);
        assertThat(headers.untilReset()).contains(Duration.ofSeconds(20));
    }

    @Test
    void comparesTheResetWithTheServersOwnClock() {
        Instant theirs = NOW.plus(Duration.ofHours(3));
        RateLimitHeaders headers = read(
                Map.of("Ratelimit-Reset", seconds(theirs.plusSeconds(20)), "Date", "Sun, 01 Feb 2026 15:00:00 GMT"));
        assertThat(headers.untilReset()).contains(Duration.ofSeconds(20));
    }

    @Test
    void isNotStoppedForHoursByAServersWrongClock() {
        assertThat(read(Map.of("Ratelimit-Reset", seconds(NOW.plus(Duration.ofHours(5)))))
                        .untilReset())
                .contains(Duration.ofMinutes(1));
    }

    @Test
    void aResetThatIsOverIsNoWait() {
        assertThat(read(Map.of("Ratelimit-Reset", seconds(NOW.minusSeconds(50))))
                        .untilReset())
                .contains(Duration.ZERO);
    }

    @Test
    void passesOverWhatItCannotRead() {
        RateLimitHeaders headers =
                read(Map.of("Ratelimit-Remaining", "many", "Ratelimit-Reset", "9223372036854775807", "Date", "today"));
        assertThat(headers.remaining()).isEqualTo(-1);
        assertThat(headers.untilReset()).isEmpty();
    }

    private static RateLimitHeaders read(Map<String, String> headers) {
        return RateLimitHeaders.of(headers::get, NOW);
    }

    private static String seconds(Instant time) {
        return Long.toString(time.getEpochSecond());
    }
}
