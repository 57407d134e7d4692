package dev.chameleonbot.engine.helix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.twitch4j.helix.domain.User;
import com.github.twitch4j.helix.domain.UserList;
import com.netflix.hystrix.exception.HystrixRuntimeException;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.RemoteException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a plugin gets that calls Helix through twitch4j. */
final class HelixTransportTest {
    private final CannedHelix twitch = new CannedHelix(new ManualTimers());

    @Test
    void aLoginInPlaceOfATokenIsAllThatACallNeeds() {
        twitch.account("alice");
        twitch.answers(200, "{\"data\":[{\"id\":\"4711\",\"login\":\"streamer\"}]}");

        UserList users = twitch.calls()
                .helix()
                .getUsers("alice", null, List.of("streamer"))
                .execute();

        assertThat(users.getUsers()).extracting(User::getId).containsExactly("4711");
    }

    @Test
    void aRefusalIsTheCauseOfHystrixsException() {
        twitch.account("alice");
        twitch.answers(404, "{\"message\":\"no such user\"}");

        assertThat(failureOf("alice"))
                .hasRootCauseInstanceOf(RemoteException.class)
                .hasRootCauseMessage("GET /users: Twitch answered 404 (no such user)");
    }

    @Test
    void nobodyCallsInTheNameOfAnAccountThatDoesNotRun() {
        assertThat(failureOf("bob")).hasStackTraceContaining("Pass the login of a running account");
        assertThat(twitch.requests()).isZero();
    }

    private HystrixRuntimeException failureOf(String login) {
        return catchThrowableOfType(
                HystrixRuntimeException.class,
                () -> twitch.calls()
                        .helix()
                        .getUsers(login, null, List.of("streamer"))
                        .execute());
    }
}
