package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.TwitchCallException.Kind;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.engine.resilience.SystemTimers;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.UserOptions;
import dev.chameleonbot.simulator.fault.Endpoint;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TidyExtension.class)
@DisplayName("Accounts that log in before they are configured, are disabled, and are forgotten")
final class AccountRecordsIT {
    private static final String CLIENT = "abcdefghij0123456789klmnopqrst";

    @TempDir
    private Path directory;

    @RegisterExtension
    private final EngineRig rig = new EngineRig(() -> directory);

    private TwitchApplication application() {
        return TwitchApplication.open(
                CLIENT,
                new TwitchEndpoints(
                        rig.twitch().eventSubUrl(),
                        rig.twitch().helixUrl(),
                        rig.twitch().authUrl()),
                new SystemTimers(() -> 0));
    }

    private AuthorizedAccount authorized(TwitchApplication application, String login) throws Exception {
        LoginCode code = application.askForCode(Set.of("user:write:chat"));
        assertThat(rig.twitch().approve(code.prompt().userCode(), login)).isTrue();
        return application.await(code, problem -> {});
    }

    private AccountConfig alice() {
        return AccountConfig.builder("alice", CLIENT)
                .channels(List.of("streamer"))
                .primeOrTurbo(true)
                .build();
    }

    @Test
    void runsWithTheTokensOfSomebodyWhoHasLoggedInBefore() throws Exception {
        rig.twitch().addUser("Alice");
        try (TwitchApplication application = application();
                StoredAccounts stored = StoredAccounts.open(directory)) {
            AuthorizedAccount account = authorized(application, "alice");
            assertThat(account.login()).isEqualTo("alice");
            assertThat(account.scopes()).contains("user:read:chat", "user:manage:chat_color", "user:write:chat");
            assertThat(account).asString().doesNotContain(account.access().reveal());
            stored.keep(account);
        }

        rig.start(alice());

        rig.awaitLive("alice");
        rig.sayAndAwaitColor("alice", "streamer");
        assertThat(rig.twitch().journal().requests(Endpoint.DEVICE)).isOne();
    }

    @Test
    void tellsAnUnknownApplicationFromANetworkThatIsAway() throws Exception {
        try (TwitchApplication application = application()) {
            rig.twitch().faults().fail(Endpoint.DEVICE, 400, "invalid client", 1);
            assertThatThrownBy(() -> application.askForCode(Set.of()))
                    .isInstanceOfSatisfying(
                            TwitchCallException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN_CLIENT));
            rig.twitch().faults().fail(Endpoint.DEVICE, 503, 1);
            assertThatThrownBy(() -> application.askForCode(Set.of()))
                    .isInstanceOfSatisfying(
                            TwitchCallException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE));
        }
    }

    @Test
    void saysWhyNobodyHasLoggedIn() throws Exception {
        try (TwitchApplication application = application()) {
            LoginCode denied = application.askForCode(Set.of());
            rig.twitch().deny(denied.prompt().userCode());
            assertThatThrownBy(() -> application.await(denied, problem -> {}))
                    .isInstanceOfSatisfying(
                            TwitchCallException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.DENIED));
            LoginCode ended = application.askForCode(Set.of());
            rig.twitch().expireDeviceCode(ended.prompt().userCode());
            List<String> problems = new ArrayList<>();
            assertThatThrownBy(() -> application.await(ended, problems::add))
                    .isInstanceOfSatisfying(
                            TwitchCallException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.ENDED));
            assertThat(problems).isEmpty();
        }
    }

    @Test
    void aLoginIsNotLostWhereTwitchDoesNotSayAtOnceWhoseItIs() throws Exception {
        rig.twitch().addUser("alice");
        try (TwitchApplication application = application()) {
            LoginCode code = application.askForCode(Set.of());
            assertThat(rig.twitch().approve(code.prompt().userCode(), "alice")).isTrue();
            rig.twitch().faults().fail(Endpoint.VALIDATE, 503, 1);
            List<String> problems = new ArrayList<>();

            assertThat(application.await(code, problems::add).login()).isEqualTo("alice");

            assertThat(problems).singleElement().asString().contains("503");
            assertThat(rig.twitch().journal().requests(Endpoint.VALIDATE)).isEqualTo(2);
        }
    }

    @Test
    void aTokenThatTwitchRefusesAtOnceEndsTheLogin() throws Exception {
        rig.twitch().addUser("alice");
        try (TwitchApplication application = application()) {
            LoginCode code = application.askForCode(Set.of());
            assertThat(rig.twitch().approve(code.prompt().userCode(), "alice")).isTrue();
            rig.twitch().faults().fail(Endpoint.VALIDATE, 401, 1);

            assertThatThrownBy(() -> application.await(code, problem -> {}))
                    .isInstanceOfSatisfying(
                            TwitchCallException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED));
        }
    }

    @Test
    void findsOutWhichColoursAnAccountMayHaveWithoutChangingWhatItShows() throws Exception {
        SimulatedUser prime = rig.twitch().addUser("alice");
        rig.twitch().addUser("bob", UserOptions.usual().withPrime(false));
        try (TwitchApplication application = application()) {
            AuthorizedAccount alice = authorized(application, "alice");
            assertThat(application.takesAnyColor(alice)).isTrue();
            String shown = rig.twitch().color(prime.login());
            assertThat(application.takesAnyColor(alice)).isTrue();
            assertThat(rig.twitch().color(prime.login())).isEqualToIgnoringCase(shown);
            assertThat(application.takesAnyColor(authorized(application, "bob")))
                    .isFalse();
        }
    }

    @Test
    void aTokenIsTakenBackOnce() throws Exception {
        rig.twitch().addUser("alice");
        try (TwitchApplication application = application()) {
            AuthorizedAccount account = authorized(application, "alice");
            assertThat(application.revoke(account.access())).isTrue();
            assertThat(application.revoke(account.access())).isFalse();
            rig.twitch().faults().fail(Endpoint.REVOKE, 503, 1);
            assertThatThrownBy(() -> application.revoke(account.access())).isInstanceOf(TwitchCallException.class);
        }
    }

    @Test
    void aDisabledAccountDoesNotRunUntilItIsEnabled() {
        AccountConfig alice = rig.account("alice", "streamer");
        AccountConfig bob = rig.account("bob", "streamer");
        rig.start(alice, bob);
        rig.awaitLive("alice");
        rig.awaitLive("bob");

        rig.engine().disableAccount("alice");

        assertThat(rig.engine().disabledSince("alice")).isPresent();
        assertThat(rig.status("alice").state()).isEqualTo(AccountState.STOPPED);
        assertThat(rig.status("alice").needsAttention()).isFalse();
        assertThat(rig.engine().accounts()).extracting(AccountStatus::login).containsExactly("alice", "bob");
        await().atMost(EngineRig.PATIENCE).until(() -> rig.twitch().enabledSubscriptions("alice") == 0);
        rig.sayAndAwaitColor("bob", "streamer");

        rig.engine().reconfigure(List.of(bob, alice.withChannels(List.of("bob"))));
        assertThat(rig.status("alice").state()).isEqualTo(AccountState.STOPPED);
        rig.engine().enableAccount("alice");

        rig.awaitLive("alice");
        rig.sayAndAwaitColor("alice", "bob");
        assertThat(rig.engine().disabledSince("alice")).isEmpty();
    }

    @Test
    void anAccountWhoseSwitchCannotBeStoredGoesOn() throws Exception {
        AccountConfig alice = rig.account("alice", "streamer");
        AccountConfig bob = rig.account("bob", "streamer");
        StoredAccounts.open(directory).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("state.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TRIGGER refuses BEFORE INSERT ON memory WHEN NEW.key = 'off'"
                    + " BEGIN SELECT RAISE(ABORT, 'on purpose'); END");
        }
        rig.start(alice, bob);
        rig.awaitLive("alice");
        rig.awaitLive("bob");

        assertThatThrownBy(() -> rig.engine().disableAccount("alice")).isInstanceOf(StateException.class);

        assertThat(rig.engine().accounts()).extracting(AccountStatus::login).containsExactly("alice", "bob");
        assertThat(rig.engine().disabledSince("alice")).isEmpty();
        rig.awaitLive("alice");
        rig.sayAndAwaitColor("alice", "streamer");
    }

    @Test
    void whatIsDisabledStaysSoAfterARestartAndWhereNothingRuns() {
        AccountConfig alice = rig.account("alice", "streamer");
        rig.start(alice);
        rig.awaitLive("alice");
        rig.engine().disableAccount("alice");
        rig.engine().close();
        try (StoredAccounts stored = StoredAccounts.open(directory)) {
            assertThat(stored.disabledSince("alice")).isPresent();
        }
        rig.start(alice);
        assertThat(rig.status("alice").state()).isEqualTo(AccountState.STOPPED);
        rig.engine().close();

        try (StoredAccounts stored = StoredAccounts.open(directory)) {
            stored.enableAccount("alice");
            assertThat(stored.disabledSince("alice")).isEmpty();
        }

        rig.start(alice);
        rig.awaitLive("alice");
    }

    @Test
    void forgetsAnAccountThatIsGone() {
        AccountConfig alice = rig.account("alice", "streamer");
        AccountConfig bob = rig.account("bob", "streamer");
        rig.start(alice, bob);
        rig.awaitLive("alice");
        rig.engine().disableAccount("alice");
        assertThatThrownBy(() -> rig.engine().forget("alice")).isInstanceOf(IllegalStateException.class);
        assertThat(rig.engine().tokens("alice")).isPresent();

        rig.engine().reconfigure(List.of(bob));
        rig.engine().forget("alice");

        assertThat(rig.engine().tokens("alice")).isEmpty();
        rig.engine().close();
        try (StoredAccounts stored = StoredAccounts.open(directory)) {
            assertThat(stored.disabledSince("alice")).isEmpty();
            assertThat(stored.tokens("bob").map(StoredTokens::access)).isNotEqualTo(Optional.empty());
        }
    }

    @Test
    void noEngineStartsWhileItsRecordsAreOpen() {
        AccountConfig alice = rig.account("alice", "streamer");
        StoredAccounts stored = StoredAccounts.open(directory);
        try (stored) {
            assertThatThrownBy(() -> rig.start(alice))
                    .isInstanceOf(EngineStartException.class)
                    .hasMessageContaining("in use");
        }
    }
}
