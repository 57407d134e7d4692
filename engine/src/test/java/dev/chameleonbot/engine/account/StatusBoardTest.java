package dev.chameleonbot.engine.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.AccountState;
import dev.chameleonbot.engine.AccountStatus;
import dev.chameleonbot.engine.resilience.ManualTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StatusBoardTest {
    private final ManualTimers timers = new ManualTimers();
    private final List<AccountState> told = new ArrayList<>();
    private final StatusBoard board = new StatusBoard(
            "alice",
            2,
            timers,
            List.of(
                    (before, now) -> {
                        throw new IllegalStateException("on purpose");
                    },
                    (before, now) -> told.add(now.state())),
            Runnable::run);

    @Test
    void tellsEachStepInOrderAlsoAfterAListenerThatThrows() {
        board.to(AccountState.CONNECTING);
        board.to(AccountState.LIVE);
        board.to(AccountState.RECONNECTING);

        assertThat(told).containsExactly(AccountState.CONNECTING, AccountState.LIVE, AccountState.RECONNECTING);
    }

    @Test
    void keepsTheTimeOfAStateAndTheLastError() {
        Instant start = timers.instant();
        timers.advance(Duration.ofSeconds(5));
        board.error("Twitch is away");
        assertThat(board.status().since()).isEqualTo(start);

        board.to(AccountState.CONNECTING);
        AccountStatus status = board.status();
        assertThat(status.since()).isEqualTo(start.plusSeconds(5));
        assertThat(status.lastError()).contains("Twitch is away");
    }

    @Test
    void hearsNoChannelWhenItIsNotLive() {
        board.to(AccountState.CONNECTING);
        board.to(AccountState.LIVE);
        board.channelsHeard(2);
        board.to(AccountState.RECONNECTING);

        assertThat(board.status().channelsHeard()).isZero();
    }

    @Test
    void refusesAStepThatIsNotInTheTable() {
        assertThatThrownBy(() -> board.to(AccountState.LIVE)).isInstanceOf(IllegalStateException.class);
        assertThat(board.status().state()).isEqualTo(AccountState.STARTING);
    }

    @Test
    void saysNothingMoreOnceItIsStopped() {
        board.to(AccountState.STOPPED);
        board.to(AccountState.LIVE);
        board.error("late");

        assertThat(told).containsExactly(AccountState.STOPPED);
        assertThat(board.status().lastError()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyStateButTheLastCanBeStoppedAndEveryTroubleCanEnd(AccountState state) {
        if (state == AccountState.STOPPED) {
            assertThat(state.successors()).isEmpty();
        } else {
            assertThat(state.successors()).contains(AccountState.STOPPED);
        }
        if (state == AccountState.NEEDS_LOGIN || state == AccountState.PARKED || state == AccountState.FAILED) {
            assertThat(state.successors()).contains(AccountState.STARTING);
        }
    }
}
