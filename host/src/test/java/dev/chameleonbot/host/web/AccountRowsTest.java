package dev.chameleonbot.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.Activity;
import dev.chameleonbot.engine.model.Activity.ColorChange;
import dev.chameleonbot.engine.model.Trouble;
import dev.chameleonbot.plugin.api.ChatColor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccountRowsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void countsTheChangesOfTheLastMinute() {
        assertThat(AccountRows.changesAMinute(List.of(), NOW)).isZero();
        assertThat(AccountRows.changesAMinute(every(Duration.ofSeconds(25), 5), NOW))
                .isEqualTo(3);
    }

    @Test
    void whereThereAreMoreThanAreKeptTheirDistanceTells() {
        // Twenty changes, one a second: the oldest is nineteen seconds old.
        assertThat(AccountRows.changesAMinute(every(Duration.ofSeconds(1), Activity.MOST_RECENT), NOW))
                .isEqualTo(20 * 60 / 19);
    }

    private static List<ColorChange> every(Duration step, int count) {
        List<ColorChange> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(new ColorChange(ChatColor.parse("#123456").orElseThrow(), NOW.minus(step.multipliedBy(i))));
        }
        return changes;
    }

    @ParameterizedTest
    @CsvSource({"LOGIN, login", "SCOPES, login", "CONFIGURATION, reload", "CHANNEL, "})
    void saysWhatAButtonCanDo(Trouble.Kind kind, String action) {
        AccountStatus status = AccountStatus.initial("alice", AccountState.LIVE, NOW, 1)
                .withTrouble(new Trouble(kind, "", "It is wrong", Optional.of("Mend it"), NOW, Optional.empty()));

        assertThat(AccountRows.row(status, Activity.NONE, NOW).path("action").asText(null))
                .isEqualTo(action);
    }

    @Test
    void anAccountThatIsStoppedCanBeEnabled() {
        var row = AccountRows.row(AccountStatus.initial("alice", AccountState.STOPPED, NOW, 1), Activity.NONE, NOW);

        assertThat(row.path("enabled").asBoolean()).isFalse();
        assertThat(row.path("action").asText()).isEqualTo("enable");
    }
}
