package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.AccountChanges;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A8: accounts and channels that come and go while the others run. */
@ExtendWith(TidyExtension.class)
@DisplayName("A8 other accounts and channels at run time")
final class ReconfigureIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final EngineRig rig = new EngineRig(() -> directory);

    private AccountConfig alice;
    private AccountConfig bob;

    @BeforeEach
    void open() {
        rig.twitch().addUser("other");
        alice = rig.account("alice", "streamer");
        bob = rig.account("bob", "streamer");
        rig.start(alice, bob);
        rig.awaitLive("alice");
        rig.awaitLive("bob");
    }

    @Test
    void joinsAChannelThatIsNewWithoutTouchingTheConnection() {
        AccountChanges changes =
                rig.engine().reconfigure(List.of(alice.withChannels(List.of("streamer", "other")), bob));

        assertThat(changes.rejoined()).containsExactly("alice");
        await().atMost(EngineRig.PATIENCE).until(() -> rig.twitch().enabledSubscriptions("alice") == 2);
        rig.sayAndAwaitColor("alice", "other");
        rig.sayAndAwaitColor("alice", "streamer");
        assertThat(rig.status("alice").channelsWanted()).isEqualTo(2);
        assertThat(rig.status("alice").state()).isEqualTo(AccountState.LIVE);
    }

    @Test
    void deletesTheSubscriptionOfAChannelThatIsLeft() {
        rig.engine().reconfigure(List.of(alice.withChannels(List.of("streamer", "other")), bob));
        await().atMost(EngineRig.PATIENCE).until(() -> rig.twitch().enabledSubscriptions("alice") == 2);

        rig.engine().reconfigure(List.of(alice.withChannels(List.of("other")), bob));

        await().atMost(EngineRig.PATIENCE).until(() -> rig.twitch().enabledSubscriptions("alice") == 1);
        rig.sayAndAwaitColor("alice", "other");
        assertThat(rig.status("alice").channelsHeard()).isEqualTo(1);
    }

    @Test
    void aDeleteThatFailsIsTriedAgainAndNothingIsHeardFromThereMeanwhile() {
        rig.engine().reconfigure(List.of(alice.withChannels(List.of("streamer", "other")), bob));
        await().atMost(EngineRig.PATIENCE).until(() -> rig.twitch().enabledSubscriptions("alice") == 2);
        rig.twitch().faults().only("alice").fail(Endpoint.SUBSCRIPTIONS, 503, 2);

        rig.engine().reconfigure(List.of(alice.withChannels(List.of("other")), bob));
        rig.twitch().sayUncounted("alice", "streamer", "not for us any more");

        await().atMost(EngineRig.PATIENCE).until(() -> rig.twitch().enabledSubscriptions("alice") == 1);
        assertThat(rig.twitch().served().duplicates()).isZero();
        rig.sayAndAwaitColor("alice", "other");
    }

    @Test
    void startsAnAccountThatIsNewAndEndsOneThatIsGone() {
        AccountConfig carol = rig.account("carol", "streamer");

        AccountChanges changes = rig.engine().reconfigure(List.of(bob, carol));

        assertThat(changes.added()).containsExactly("carol");
        assertThat(changes.removed()).containsExactly("alice");
        rig.awaitLive("carol");
        assertThat(rig.engine().accounts()).extracting(AccountStatus::login).containsExactly("bob", "carol");
        await().atMost(EngineRig.PATIENCE).until(() -> rig.twitch().connectedSessions("alice") == 0);
        rig.sayAndAwaitColor("bob", "streamer");
    }

    @Test
    void startsAnAccountAnewWhoseSettingsHaveChangedAndNoOther() {
        AccountChanges changes = rig.engine().reconfigure(List.of(withoutPrime(alice), bob));

        assertThat(changes.restarted()).containsExactly("alice");
        rig.awaitLive("alice");
        rig.sayAndAwaitColor("alice", "streamer");
        assertThat(rig.twitch().connectedSessions("bob")).isEqualTo(1);
        assertThat(rig.twitch().connectedSessions("alice")).isEqualTo(1);
    }

    @Test
    void anAccountThatIsStartedAnewDuringARefreshKeepsItsLogin() throws Exception {
        rig.engine().close();
        rig.startWith(
                builder -> builder.stopDeadline(Duration.ofSeconds(1)).behaviour("test", new EngineRig.Changing()),
                alice,
                bob);
        rig.awaitLive("alice");
        Fault slow = rig.twitch().faults().only("alice").delay(Endpoint.TOKEN, Duration.ofSeconds(3), 1);
        rig.twitch().expireAccessToken("alice");
        rig.twitch().sayUncounted("alice", "streamer", "hello");
        assertThat(slow.awaitHits(1, EngineRig.PATIENCE)).isTrue();

        rig.engine().reconfigure(List.of(withoutPrime(alice), bob));

        rig.awaitLive("alice");
        assertThat(rig.twitch().journal().requests(Endpoint.TOKEN)).isEqualTo(1);
        rig.sayUntilColor("alice", "streamer");
    }

    @Test
    void aChannelThatIsTakenAwayDuringTheStartIsNotListenedTo() {
        AccountConfig carol = rig.account("carol", "streamer", "other");
        rig.twitch().faults().only("carol").delay(Endpoint.VALIDATE, Duration.ofSeconds(1), 1);
        rig.engine().reconfigure(List.of(alice, bob, carol));

        rig.engine().reconfigure(List.of(alice, bob, carol.withChannels(List.of("other"))));

        rig.awaitLive("carol");
        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.twitch().enabledSubscriptions("carol") == 1
                        && rig.status("carol").channelsHeard() == 1);
        rig.sayAndAwaitColor("carol", "other");
    }

    @Test
    void aChannelThatIsAddedDuringTheStartIsListenedToAtOnce() {
        AccountConfig carol = rig.account("carol", "streamer");
        rig.twitch().faults().only("carol").delay(Endpoint.USERS, Duration.ofSeconds(1), 1);
        rig.engine().reconfigure(List.of(alice, bob, carol));

        rig.engine().reconfigure(List.of(alice, bob, carol.withChannels(List.of("streamer", "other"))));

        await().atMost(EngineRig.PATIENCE).until(() -> rig.status("carol").channelsHeard() == 2);
        assertThat(rig.status("carol").lastError()).isEmpty();
    }

    @Test
    void anAccountThatGetsOtherChannelsDuringTheStartConnectsForThose() {
        AccountConfig carol = rig.account("carol", "streamer");
        rig.twitch().faults().only("carol").delay(Endpoint.USERS, Duration.ofSeconds(1), 1);
        rig.engine().reconfigure(List.of(alice, bob, carol));

        rig.engine().reconfigure(List.of(alice, bob, carol.withChannels(List.of("other"))));

        rig.awaitLive("carol");
        assertThat(rig.status("carol").lastError()).isEmpty();
        rig.sayAndAwaitColor("carol", "other");
    }

    @Test
    void touchesNobodyWhenNothingHasChanged() {
        assertThat(rig.engine().reconfigure(List.of(alice, bob)).isEmpty()).isTrue();
        assertThat(rig.status("alice").state()).isEqualTo(AccountState.LIVE);
    }

    private static AccountConfig withoutPrime(AccountConfig account) {
        return new AccountConfig(
                account.login(),
                account.clientId(),
                account.clientSecret(),
                account.channels(),
                account.followed(),
                false,
                account.tokens(),
                account.settings());
    }

    @Test
    void refusesTwoAccountsOfOneNameAndGoesOnAsBefore() {
        assertThatThrownBy(() -> rig.engine().reconfigure(List.of(alice, alice)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alice");
        assertThat(rig.engine().accounts()).hasSize(2);
    }
}
