package dev.chameleonbot.host.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoPlanTest {
    @Test
    void letsTenAccountsShareChannelsAndTheNextTenOthers() {
        DemoPlan plan = new DemoPlan(25, 2, 1, Optional.empty());

        assertThat(plan.accountNames()).hasSize(25).startsWith("account1").endsWith("account25");
        assertThat(plan.channelNames(0)).containsExactly("channel1", "channel2");
        assertThat(plan.channelNames(9)).isEqualTo(plan.channelNames(0));
        assertThat(plan.channelNames(10)).containsExactly("channel3", "channel4");
        assertThat(plan.channelNames(24)).containsExactly("channel5", "channel6");
    }

    @ParameterizedTest
    @CsvSource({"3, 2, 800", "1, 10, 1200", "50, 100, 800", "10, 1000, 12000"})
    void raisesTheRateLimitOnlyWhereItIsNeeded(int accounts, double rate, int callsAMinute) {
        assertThat(new DemoPlan(accounts, 1, rate, Optional.empty()).rateLimitPerMinute())
                .isEqualTo(callsAMinute);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, --accounts",
        "1, 0, 1, --channels",
        "1, 1, 0, --rate",
        "1, 1, NaN, --rate",
        "-1, 1, 1, --accounts"
    })
    void refusesWhatMakesNoDemo(int accounts, int channels, double rate, String option) {
        assertThatThrownBy(() -> new DemoPlan(accounts, channels, rate, Optional.of(Duration.ofSeconds(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(option);
    }

    @Test
    void lastsForAYearAtMost() {
        assertThatThrownBy(() -> new DemoPlan(1, 1, 1, Optional.of(Duration.ofDays(366))))
                .hasMessageContaining("--for must be 8760h (a year) at most");
    }
}
