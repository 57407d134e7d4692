package dev.chameleonbot.host.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OkHttpPostsTest {
    @ParameterizedTest
    @CsvSource({"3, PT3S", "0.25, PT0.25S", "1.0001, PT1.001S", "0, PT0S"})
    void readsSecondsAndFractionsOfThem(String header, Duration wait) {
        assertThat(OkHttpPosts.seconds(header)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1e9", "99999999999", "Fri, 31 Dec 1999 23:59:59 GMT"})
    void takesAnythingElseForNothing(String header) {
        assertThat(OkHttpPosts.seconds(header)).isEmpty();
    }

    @Test
    void doesNotNeedTheHeader() {
        assertThat(OkHttpPosts.seconds(null)).isEmpty();
    }
}
