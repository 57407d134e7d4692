package dev.chameleonbot.host.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.host.plugins.loading.PluginFailure;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReadinessTest {
    private static final List<PluginFailure> NONE = List.of();

    @Test
    void aHostWithoutAccountsIsReady() {
        assertThat(Readiness.of(true, NONE, List.of(), 1).isReady()).isTrue();
    }

    @Test
    void oneWhoseAccountsAreDisabledIsReady() {
        assertThat(Readiness.of(true, NONE, accounts(AccountState.STOPPED), 1).isReady())
                .isTrue();
    }

    @Test
    void halfIsHalf() {
        List<AccountStatus> half = accounts(AccountState.LIVE, AccountState.NEEDS_LOGIN, AccountState.STOPPED);

        assertThat(Readiness.of(true, NONE, half, 0.5).isReady()).isTrue();
        assertThat(Readiness.of(true, NONE, half, 0.51).reasons())
                .containsExactly("1 of 2 enabled accounts are live; 51 % are required");
    }

    @Test
    void accountsThatWaitForALoginAreNotLive() {
        assertThat(Readiness.of(true, NONE, accounts(AccountState.NEEDS_LOGIN), 0.5)
                        .reasons())
                .containsExactly("0 of 1 enabled accounts are live; 50 % are required");
        assertThat(Readiness.of(true, NONE, accounts(AccountState.NEEDS_LOGIN), 0)
                        .isReady())
                .isTrue();
    }

    @Test
    void saysAllThatIsWrongAndNothingOfAFailuresOwnWords() {
        PluginFailure failure = new PluginFailure("chatty", "secret words", SampleFigures.START);

        assertThat(Readiness.of(false, List.of(failure), accounts(AccountState.RECONNECTING), 0.5)
                        .reasons())
                .containsExactly(
                        "The state is not stored; the log says why",
                        "The plugin 'chatty' should run and does not; 'chameleon status' says why",
                        "0 of 1 enabled accounts are live; 50 % are required");
    }

    private static List<AccountStatus> accounts(AccountState... states) {
        return Arrays.stream(states)
                .map(state -> SampleFigures.status("account" + state, state))
                .toList();
    }
}
