package dev.chameleonbot.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.spi.StateChange.MemoryChange;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class SwitchesTest {
    private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");

    @Test
    void tellsSinceWhenAnAccountIsDisabled() {
        MemoryChange off = Switches.disabled("alice", NOW);

        assertThat(Switches.disabledSince(Map.of(off.key(), Objects.requireNonNull(off.value()))))
                .contains(NOW);
        assertThat(Switches.disabledSince(Map.of())).isEmpty();
    }

    @Test
    void anAccountStaysDisabledWhereTheTimeIsDamaged() {
        String key = Switches.disabled("alice", NOW).key();

        assertThat(Switches.disabledSince(Map.of(key, new MemoryValue("2026-02-", null))))
                .contains(Instant.EPOCH);
    }

    @Test
    void soDoesAPlugin() {
        assertThat(Switches.since("")).isEqualTo(Instant.EPOCH);
        assertThat(Switches.since(NOW.toString())).isEqualTo(NOW);
    }
}
