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

    private void fail(InetAddress from, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(from);
        }
    }

    @Test
    void fiveTriesAreFreeThenEachWaitsTwiceAsLong() {
        fail(somebody, 4);
        assertThat(throttle.wait(somebody)).isZero();
        fail(somebody, 1);
        assertThat(throttle.wait(somebody)).isEqualTo(Duration.ofSeconds(2));
        fail(somebody, 1);
        assertThat(throttle.wait(somebody)).isEqualTo(Duration.ofSeconds(4));
        fail(somebody, 50);
        assertThat(throttle.wait(somebody)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void timePassesAndForgives() {
        fail(somebody, 6);
        now = now.plusSeconds(3);
        assertThat(throttle.wait(somebody)).isEqualTo(Duration.ofSeconds(1));
        now = now.plus(Duration.ofHours(2));
        fail(somebody, 1);
        assertThat(throttle.wait(somebody)).isZero();
    }

    @Test
    void aSuccessForgives() {
        fail(somebody, 9);
        throttle.succeeded(somebody);
        assertThat(throttle.wait(somebody)).isZero();
    }

    @Test
    void othersAreNotSlowedDownButAWholeNetworkIs() {
        fail(somebody, 9);
        assertThat(throttle.wait(address("203.0.113.8"))).isZero();
        fail(address("2001:db8:1:2::1"), 9);
        assertThat(throttle.wait(address("2001:db8:1:2:ffff::9"))).isPositive();
        assertThat(throttle.wait(address("2001:db8:1:3::1"))).isZero();
    }
}
