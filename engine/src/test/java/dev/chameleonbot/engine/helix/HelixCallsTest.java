package dev.chameleonbot.engine.helix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.state.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HelixCallsTest {
    private static final HelixRequest USERS = HelixRequest.get("/users");

    private final ManualTimers timers = new ManualTimers();
    private final CannedHelix twitch = new CannedHelix(timers);
    private final HelixAccount alice = twitch.account("alice");

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aCallOfTheEnginesOwnKeepsWhenTheServerWantsToBeAskedAgain(int status) {
        twitch.answersToComeBack(status, 40);

        RemoteException failure =
                catchThrowableOfType(RemoteException.class, () -> twitch.calls().call(alice, USERS));

        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.retryAt()).contains(timers.instant().plusSeconds(40));
    }

    @Test
    void anElementThatCannotBeReadIsToldOnceHoweverOftenItComes() throws Exception {
        twitch.answers(200, "{\"data\":[{\"login\":\"odd\"},{\"id\":\"4711\"}]}");

        try (CapturedLog log = CapturedLog.of(HelixCalls.class)) {
            for (int i = 0; i < 3; i++) {
                assertThat(twitch.calls()
                                .list(alice, USERS, element -> element.text("id"))
                                .elements())
                        .containsExactly("4711");
            }
            twitch.calls().list(alice, USERS, element -> element.text("login"));

            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().getFirst()).startsWith("WARN").contains("/users", "odd");
        }
    }
}
