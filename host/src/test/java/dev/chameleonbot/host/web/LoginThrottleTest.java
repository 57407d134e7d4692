package dev.chameleonbot.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.host.config.IpAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LoginThrottleTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final LoginThrottle throttle = new LoginThrottle(() -> now);
    private final InetAddress somebody = address("203.0.113.7");

    private static InetAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private void tryOften(InetAddress from, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(throttle.tryNow(from)).isZero();
            now = now.plus(Duration.ofMinutes(6));
        }
    }

    @Test
    void fiveTriesAreFreeThenEachWaitsTwiceAsLong() {
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.tryNow(somebody)).isZero();
        }
        assertThat(throttle.tryNow(somebody)).isEqualTo(Duration.ofSeconds(2));
        now = now.plusSeconds(1);
        assertThat(throttle.tryNow(somebody)).as("asking costs nothing").isEqualTo(Duration.ofSeconds(1));
        now = now.plusSeconds(1);
        assertThat(throttle.tryNow(somebody)).isZero();
        assertThat(throttle.tryNow(somebody)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void nobodyWaitsLongerThanFiveMinutes() {
        tryOften(somebody, 9);
        now = now.minus(Duration.ofMinutes(6));
        assertThat(throttle.tryNow(somebody))
                .isLessThanOrEqualTo(Duration.ofMinutes(5))
                .isPositive();
    }

    @Test
    void anHourOrASuccessForgives() {
        tryOften(somebody, 5);
        now = now.plus(Duration.ofHours(2));
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.tryNow(somebody)).isZero();
        }
        assertThat(throttle.tryNow(somebody)).isPositive();
        throttle.succeeded(somebody);
        assertThat(throttle.tryNow(somebody)).isZero();
    }

    @Test
    void othersAreNotSlowedDownButAWholeNetworkIs() {
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.tryNow(somebody)).isZero();
            assertThat(throttle.tryNow(address("2001:db8:1:2::" + i))).isZero();
        }
        assertThat(throttle.tryNow(somebody)).isPositive();
        assertThat(throttle.tryNow(address("203.0.113.8"))).isZero();
        assertThat(throttle.tryNow(address("2001:db8:1:2:ffff::9"))).isPositive();
        assertThat(throttle.tryNow(address("2001:db8:1:3::1"))).isZero();
    }
}
