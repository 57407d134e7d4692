package dev.chameleonbot.engine.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.dispatch.PluginSwitches;
import dev.chameleonbot.engine.spi.StateChange.MemoryChange;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class AccountSwitchesTest {
    private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");

    @Test
    void tellsSinceWhenAnAccountIsDisabled() {
        MemoryChange off = AccountSwitches.off("alice", NOW);

        assertThat(AccountSwitches.disabledSince(Map.of(off.key(), Objects.requireNonNull(off.value()))))
                .contains(NOW);
        assertThat(AccountSwitches.disabledSince(Map.of())).isEmpty();
    }

    @Test
    void anAccountStaysDisabledWhereTheTimeIsDamaged() {
        String key = AccountSwitches.off("alice", NOW).key();

        assertThat(AccountSwitches.disabledSince(Map.of(key, new MemoryValue("2026-02-", null))))
                .contains(Instant.EPOCH);
    }

    @Test
    void soDoesAPlugin() {
        assertThat(PluginSwitches.since("")).isEqualTo(Instant.EPOCH);
        assertThat(PluginSwitches.since(NOW.toString())).isEqualTo(NOW);
    }
}
