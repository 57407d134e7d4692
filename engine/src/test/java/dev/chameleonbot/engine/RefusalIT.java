package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.resilience.ForwardingTimers;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.simulator.fault.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Twitch refuses: visible, tried again later, and never hammered. */
@ExtendWith(TidyExtension.class)
@DisplayName("A12 refusals")
final class RefusalIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final EngineRig rig = new EngineRig(() -> directory);

    private final List<String> errors = new CopyOnWriteArrayList<>();

    @Test
    void a401ThatAFreshTokenDoesNotCureParksTheAccountAfterOneRefreshAndOneRetry() {
        rig.startHurried(rig.account("alice", "streamer"), rig.account("bystander", "streamer"));
        rig.awaitLive("alice");
        rig.awaitLive("bystander");
        rig.twitch().faults().only("alice").fail(Endpoint.COLOR, 401, 1_000);

        for (int i = 0; i < 20; i++) {
            rig.twitch().sayUncounted("alice", "streamer", "message " + i);
        }

        rig.awaitState("alice", AccountState.PARKED);
        assertThat(rig.status("alice").lastError().orElseThrow()).contains("401");
        assertThat(rig.status("alice").advice().orElseThrow()).contains("chameleon login");
        assertThat(rig.twitch().journal().requests(Endpoint.TOKEN)).isEqualTo(1);
        assertThat(rig.twitch().journal().requests(Endpoint.COLOR)).isLessThanOrEqualTo(3);
        rig.sayAndAwaitColor("bystander", "streamer");
    }

    @Test
    void a401ThatNoTokenCuresIsReadAlsoWhereAColourIsRefused() {
        rig.startHurried(rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        rig.twitch().faults().fail(Endpoint.COLOR, 401, "Missing scope: user:manage:chat_color", 1_000);

        rig.twitch().sayUncounted("alice", "streamer", "hello");

        rig.awaitState("alice", AccountState.PARKED);
        assertThat(rig.twitch().journal().requests(Endpoint.TOKEN)).isZero();
    }

    @Test
    void aRefreshEndsTheTroubleWithTheTokenThatItReplaces() {
        startWatched(rig.account("alice", "streamer"));
        rig.twitch().faults().fail(Endpoint.VALIDATE, 403, "no way", 1_000);
        rig.twitch().faults().only("alice").revoke("authorization_revoked");
        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.status("alice").attention().isPresent());

        rig.twitch().expireAccessToken("alice");
        rig.twitch().sayUncounted("alice", "streamer", "hello");

        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.status("alice").attention().isEmpty());
    }

    @Test
    void coloursGoOnWithTheTokenThatAProofHasBrought() {
        List<AccountState> states = startWatched(rig.account("alice", "streamer"));
        rig.twitch().faults().fail(Endpoint.COLOR, 401, "Invalid OAuth token", 2);
        rig.twitch().faults().fail(Endpoint.VALIDATE, 401, "invalid access token", 1);

        rig.twitch().sayUncounted("alice", "streamer", "hello");
        await().atMost(EngineRig.PATIENCE).until(() -> rig.twitch().journal().requests(Endpoint.TOKEN) == 2);

        rig.sayUntilColor("alice", "streamer");
        assertThat(states).doesNotContain(AccountState.NEEDS_LOGIN, AccountState.PARKED);
    }

    @Test
    void aTokenThatEndsAgainAndAgainIsReplacedEachTime() {
        List<AccountState> states = startWatched(rig.account("alice", "streamer"));

        for (int i = 0; i < 3; i++) {
            rig.twitch().expireAccessToken("alice");
            rig.sayUntilColor("alice", "streamer");
        }
        rig.twitch().expireAccessToken("alice");
        rig.twitch().faults().dropSockets();
        await().atMost(EngineRig.PATIENCE).until(() -> states.contains(AccountState.RECONNECTING));
        rig.awaitLive("alice");

        rig.sayUntilColor("alice", "streamer");
        assertThat(states).doesNotContain(AccountState.NEEDS_LOGIN, AccountState.PARKED);
    }

    @Test
    void aRevocationEndsNothingWhileTheTokenCannotBeProved() {
        List<AccountState> states = startWatched(rig.account("alice", "streamer"));
        rig.twitch().faults().fail(Endpoint.VALIDATE, 403, "no way", 1);

        rig.twitch().faults().only("alice").revoke("authorization_revoked");

        await().atMost(EngineRig.PATIENCE)
                .until(() -> errors.stream().anyMatch(error -> error.contains("cannot be checked")));
        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.status("alice").attention().isEmpty());
        assertThat(states).doesNotContain(AccountState.NEEDS_LOGIN, AccountState.PARKED);
    }

    @Test
    void aTokenThatCannotBeProvedIsProvedOnceHoweverManySessionsAreRefused() {
        startWatched(builder -> builder.pace(ForwardingTimers::withoutJitter), rig.account("alice", "streamer"));
        rig.twitch().faults().fail(Endpoint.VALIDATE, 403, "no way", 1_000);
        rig.twitch().faults().fail(Endpoint.SUBSCRIPTIONS, 401, "Missing scope: user:read:chat", 1_000);
        long proofs = rig.twitch().journal().requests(Endpoint.VALIDATE);

        for (int i = 0; i < 4; i++) {
            long subscriptions = rig.twitch().journal().requests(Endpoint.SUBSCRIPTIONS);
            rig.twitch().faults().dropSockets();
            await().atMost(EngineRig.PATIENCE)
                    .until(() -> rig.twitch().journal().requests(Endpoint.SUBSCRIPTIONS) > subscriptions);
        }

        assertThat(rig.twitch().journal().requests(Endpoint.VALIDATE) - proofs).isLessThanOrEqualTo(2);
    }

    /** Starts an account with the shortest waits there are, and notes its states from when it is live. */
    private List<AccountState> startWatched(AccountConfig account) {
        return startWatched(EngineRig::hurried, account);
    }

    private List<AccountState> startWatched(UnaryOperator<EngineBuilder> more, AccountConfig account) {
        List<AccountState> states = new CopyOnWriteArrayList<>();
        rig.startWith(
                builder -> more.apply(builder)
                        .behaviour("test", new EngineRig.Changing())
                        .listener("states", event -> {
                            if (event instanceof EngineEvent.AccountStatusChanged changed) {
                                states.add(changed.after().state());
                                changed.after().lastError().ifPresent(errors::add);
                            }
                        }),
                account);
        rig.awaitLive("alice");
        return states;
    }

    @Test
    void aRevocationIsNotTakenForTheEndOfATokenThatHolds() {
        List<AccountState> states = new CopyOnWriteArrayList<>();
        rig.twitch().addUser("other");
        rig.startWith(
                builder -> EngineRig.hurried(builder).listener("states", event -> {
                    if (event instanceof EngineEvent.AccountStatusChanged changed) {
                        states.add(changed.after().state());
                    }
                }),
                rig.account("alice", "streamer", "other"));
        rig.awaitLive("alice");
        await().atMost(EngineRig.PATIENCE).until(() -> rig.twitch().enabledSubscriptions("alice") == 2);

        rig.twitch().faults().only("alice").revoke("authorization_revoked");

        await().atMost(EngineRig.PATIENCE.multipliedBy(2))
                .until(() -> rig.twitch().enabledSubscriptions("alice") == 2);
        assertThat(states).doesNotContain(AccountState.NEEDS_LOGIN, AccountState.PARKED);
        assertThat(rig.twitch().journal().requests(Endpoint.TOKEN)).isZero();
    }

    @Test
    void aColourThatCannotBeSetIsInTheStatus() {
        rig.startHurried(rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        rig.twitch().faults().only("alice").fail(Endpoint.COLOR, 503, 1);

        rig.twitch().say("alice", "streamer", "hello");

        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.status("alice").lastError().orElse("").contains("503"));
        assertThat(rig.status("alice").state()).isEqualTo(AccountState.LIVE);
        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.status("alice").troubles().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404})
    void coloursThatAreRefusedForGoodAreAStateWithAdviceAndNotARequestForEachMessage(int status) {
        rig.start(bot -> message -> bot.changeColor(ChatColor.Preset.RED), rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        rig.twitch().faults().only("alice").fail(Endpoint.COLOR, status, 1_000);

        for (int i = 0; i < 20; i++) {
            rig.twitch().sayUncounted("alice", "streamer", "message " + i);
        }

        await().atMost(EngineRig.PATIENCE).until(() -> rig.status("alice").needsAttention());
        assertThat(rig.status("alice").state()).isEqualTo(AccountState.LIVE);
        assertThat(rig.status("alice").lastError().orElseThrow())
                .contains("refuses its colours", Integer.toString(status));
        assertThat(rig.status("alice").advice().orElseThrow())
                .contains("retries by itself")
                .doesNotContain("chameleon login");
        assertThat(rig.twitch().journal().requests(Endpoint.COLOR)).isLessThanOrEqualTo(2);
        assertThat(rig.twitch().journal().requests(Endpoint.TOKEN)).isZero();
    }

    @Test
    void anAccountThatIsForbiddenAllItsChannelsIsParkedAndComesBackByItself() {
        AccountConfig alice = rig.account("alice", "streamer");
        rig.twitch().ban("alice", "streamer");
        rig.startHurried(alice);
        rig.awaitState("alice", AccountState.PARKED);
        assertThat(rig.status("alice").lastError().orElseThrow()).contains("403");
        assertThat(rig.twitch().connectedSessions("alice")).isZero();

        rig.twitch().unban("alice", "streamer");

        rig.awaitLive("alice");
        rig.sayAndAwaitColor("alice", "streamer");
    }

    @Test
    void aSingleRefusalOfTheOnlyChannelDoesNotParkTheAccount() {
        List<AccountState> states = new CopyOnWriteArrayList<>();
        rig.twitch().faults().only("alice").fail(Endpoint.SUBSCRIPTIONS, 403, 1);
        rig.startWith(
                builder -> EngineRig.hurried(builder).listener("states", event -> {
                    if (event instanceof EngineEvent.AccountStatusChanged changed) {
                        states.add(changed.after().state());
                    }
                }),
                rig.account("alice", "streamer"));

        rig.awaitLive("alice");

        assertThat(states).doesNotContain(AccountState.PARKED);
        assertThat(rig.twitch().connectedSessions("alice")).isEqualTo(1);
    }

    @Test
    void oneChannelThatIsABadRequestDoesNotTakeTheConnectionFromTheOthers() {
        rig.twitch().addUser("other");
        AccountConfig alice = rig.account("alice", "streamer", "other");
        rig.twitch().faults().only("alice").fail(Endpoint.SUBSCRIPTIONS, 400, 1);
        rig.startHurried(alice);
        rig.awaitLive("alice");

        // The refused one is tried again on the same connection.
        await().atMost(EngineRig.PATIENCE.multipliedBy(2))
                .until(() -> rig.twitch().enabledSubscriptions("alice") == 2);
        assertThat(rig.twitch().connectedSessions("alice")).isEqualTo(1);
    }
}
