package dev.chameleonbot.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class StartProgressTest {
    @Test
    void countsWhoIsLiveAndWhoNeedsAttention() {
        List<AccountStatus> all = Arrays.stream(AccountState.values())
                .map(StartProgressTest::status)
                .toList();

        assertThat(StartProgress.of(all)).isEqualTo(new StartProgress(8, 1, 3));
        assertThat(StartProgress.of(all)).hasToString("live 1/8, 3 need attention");
        assertThat(new StartProgress(2, 1, 1)).hasToString("live 1/2, 1 needs attention");
        assertThat(new StartProgress(2, 2, 0)).hasToString("live 2/2");
    }

    private static AccountStatus status(AccountState state) {
        return AccountStatus.initial(state.name().toLowerCase(Locale.ROOT), state, Instant.EPOCH, 1);
    }
}
