package dev.chameleonbot.engine.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "120, 120",
        "' 7 ', 7",
        "0, 0",
        "86400, 600",
        "'Sun, 01 Feb 2026 15:02:00 GMT', 120",
        "'Sun, 01 Feb 2026 14:00:00 GMT', 0",
        "'Mon, 02 Feb 2026 15:00:00 GMT', 600"
    })
    void readsWhenToRetryInSecondsOrAsADateOfTheServersClock(String header, long seconds) {
        RateLimitHeaders headers = read(Map.of("Retry-After", header, "Date", "Sun, 01 Feb 2026 15:00:00 GMT"));

        assertThat(headers.retryAfter()).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "soon", "", "1.5", "99999999999999999999"})
    void passesOverATimeToRetryThatIsNone(String header) {
        assertThat(read(Map.of("Retry-After", header)).retryAfter()).isEmpty();
    }

    @Test
    void waitsForTheResetAfterTooManyRequestsElseAsLongAsTheServerWantsToBeLeftAlone() {
        Map<String, String> reset = Map.of("Ratelimit-Reset", seconds(NOW.plusSeconds(20)), "Retry-After", "5");
        Map<String, String> retry = Map.of("Retry-After", "5");

        assertThat(read(reset).waitAfter(429)).contains(Duration.ofSeconds(20));
        assertThat(read(retry).waitAfter(429)).contains(Duration.ofSeconds(5));
        assertThat(read(reset).waitAfter(503))
                .as("the bucket says nothing about an outage")
                .contains(Duration.ofSeconds(5));
        assertThat(read(Map.of("Ratelimit-Reset", seconds(NOW.plusSeconds(20)))).waitAfter(503))
                .isEmpty();
        assertThat(read(retry).waitAfter(403)).isEmpty();
        assertThat(read(retry).waitAfter(200)).isEmpty();
    }

    private static RateLimitHeaders read(Map<String, String> headers) {
        return RateLimitHeaders.of(headers::get, NOW);
    }

    private static String seconds(Instant time) {
        return Long.toString(time.getEpochSecond());
    }
}
