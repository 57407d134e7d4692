package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.LoginProgress;
import dev.chameleonbot.engine.model.LoginPrompt;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A9: logging accounts in with a code, while others run. */
@ExtendWith(TidyExtension.class)
@DisplayName("A9 device code flow")
final class LoginIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final EngineRig rig = new EngineRig(() -> directory);

    @Test
    void anAccountWithoutTokensShowsACodeAndRunsOnceSomebodyHasAgreed() {
        rig.startHurried(rig.accountWithoutTokens("alice", "streamer"));
        LoginPrompt prompt = awaitPrompt("alice");
        assertThat(rig.status("alice").state()).isEqualTo(AccountState.NEEDS_LOGIN);
        assertThat(prompt.verificationUri().toString()).contains(prompt.userCode());

        rig.twitch().approve(prompt.userCode(), "alice");

        rig.awaitLive("alice");
        assertThat(rig.status("alice").prompt()).isEmpty();
        rig.sayAndAwaitColor("alice", "streamer");
    }

    @Test
    void theTokensOfALoginSurviveARestart() {
        AccountConfig alice = rig.accountWithoutTokens("alice", "streamer");
        rig.startHurried(alice);
        rig.twitch().approve(awaitPrompt("alice").userCode(), "alice");
        rig.awaitLive("alice");
        rig.engine().close();

        rig.startHurried(alice);

        rig.awaitLive("alice");
    }

    @Test
    void manyLoginsWaitSideBySideAndHoldUpNobody() {
        AccountConfig[] accounts = IntStream.range(0, 20)
                .mapToObj(i -> rig.accountWithoutTokens("user" + i, "streamer"))
                .toArray(AccountConfig[]::new);
        rig.twitch().faults().only("user0").fail(Endpoint.TOKEN, 503, 3);
        rig.startHurried(accounts);
        rig.engine().reconfigure(withOneMore(accounts, rig.account("bystander", "streamer")));
        rig.awaitLive("bystander");

        for (int i = 19; i >= 1; i--) {
            rig.twitch().approve(awaitPrompt("user" + i).userCode(), "user" + i);
        }

        for (int i = 1; i < 20; i++) {
            rig.awaitLive("user" + i);
        }
        assertThat(rig.status("user0").state()).isEqualTo(AccountState.NEEDS_LOGIN);
        rig.sayAndAwaitColor("bystander", "streamer");
    }

    @Test
    void aRefusedRefreshAsksForALoginAndTheAccountComesBack() {
        AccountConfig alice = rig.account("alice", "streamer");
        rig.startHurried(alice);
        rig.awaitLive("alice");
        rig.twitch().revokeRefreshToken("alice");
        rig.twitch().expireAccessToken("alice");

        rig.twitch().sayUncounted("alice", "streamer", "hello");

        rig.twitch().approve(awaitPrompt("alice").userCode(), "alice");
        rig.awaitLive("alice");
        rig.sayAndAwaitColor("alice", "streamer");
    }

    @Test
    void anAccountWhoseTokensAreGoodAgainNeedsNobody() {
        AccountConfig alice = rig.account("alice", "streamer");
        rig.twitch().expireAccessToken("alice");
        Fault refusal = rig.twitch().faults().refuseRefresh();
        rig.startHurried(alice);
        awaitPrompt("alice");
        assertThat(rig.status("alice").state()).isEqualTo(AccountState.NEEDS_LOGIN);

        refusal.close();

        rig.awaitLive("alice");
        assertThat(rig.status("alice").prompt()).isEmpty();
        assertThat(rig.status("alice").needsAttention()).isFalse();
        rig.sayAndAwaitColor("alice", "streamer");
    }

    @Test
    void aLoginByHandOutlivesTheRecoveryOfTheTokens() {
        rig.startHurried(rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        rig.engine().login("alice");
        LoginPrompt prompt = awaitPrompt("alice");
        Fault refusal = rig.twitch().faults().refuseRefresh();
        rig.twitch().expireAccessToken("alice");
        rig.twitch().sayUncounted("alice", "streamer", "hello");
        rig.awaitState("alice", AccountState.NEEDS_LOGIN);

        refusal.close();

        rig.awaitLive("alice");
        assertThat(rig.status("alice").prompt().orElseThrow().userCode()).isEqualTo(prompt.userCode());
        rig.twitch().approve(prompt.userCode(), "alice");
        awaitLogin("alice", LoginProgress.SUCCEEDED);
    }

    @Test
    void aCodeThatIsRefusedIsAskedForAgainLater() {
        rig.twitch().faults().fail(Endpoint.DEVICE, 403, "Forbidden", 1);
        rig.startHurried(rig.accountWithoutTokens("alice", "streamer"));

        rig.twitch().approve(awaitPrompt("alice").userCode(), "alice");

        rig.awaitLive("alice");
    }

    @Test
    void aConfigurationThatTwitchRefusesParksTheAccountWithTheFieldToCorrect() {
        AccountConfig alice = rig.account("alice", "streamer");
        rig.twitch().expireAccessToken("alice");
        rig.twitch().faults().fail(Endpoint.TOKEN, 403, "invalid client secret", 1_000);
        rig.startHurried(alice);

        rig.awaitState("alice", AccountState.PARKED);

        assertThat(rig.status("alice").lastError().orElseThrow()).contains("invalid client secret");
        assertThat(rig.status("alice").advice().orElseThrow()).contains("client_secret");
        assertThat(rig.twitch().journal().requests(Endpoint.DEVICE)).isZero();
    }

    @Test
    void aLoginByHandBringsARunningAccountNewTokensAndDisturbsNothing() {
        rig.startHurried(rig.account("alice", "streamer"));
        rig.awaitLive("alice");

        assertThat(rig.engine().login("alice")).isTrue();
        rig.twitch().approve(awaitPrompt("alice").userCode(), "alice");
        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.status("alice").prompt().isEmpty());

        assertThat(rig.status("alice").state()).isEqualTo(AccountState.LIVE);
        assertThat(rig.twitch().journal().requests(Endpoint.SUBSCRIPTIONS)).isEqualTo(1);
        rig.sayAndAwaitColor("alice", "streamer");
    }

    @Test
    void thereIsNoLoginForAnAccountThatIsNotThere() {
        rig.startHurried(rig.account("alice", "streamer"));

        assertThat(rig.engine().login("nobody")).isFalse();
    }

    @Test
    void aDeniedLoginLeavesTheAccountWaitingWithTheReason() {
        rig.startHurried(rig.accountWithoutTokens("alice", "streamer"));

        rig.twitch().deny(awaitPrompt("alice").userCode());

        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.status("alice").lastError().orElse("").contains("refused"));
        assertThat(rig.status("alice").state()).isEqualTo(AccountState.NEEDS_LOGIN);
        assertThat(rig.status("alice").prompt()).isEmpty();
        assertThat(rig.status("alice").advice().orElseThrow()).contains("chameleon login");
    }

    @Test
    void tellsHowALoginOfARunningAccountHasEnded() {
        rig.startHurried(rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        assertThat(rig.status("alice").loginProgress()).isEqualTo(LoginProgress.NONE);

        rig.engine().login("alice");
        assertThat(rig.status("alice").loginProgress()).isEqualTo(LoginProgress.UNDER_WAY);
        rig.twitch().deny(awaitPrompt("alice").userCode());
        awaitLogin("alice", LoginProgress.FAILED);
        assertThat(rig.status("alice").state()).isEqualTo(AccountState.LIVE);
        assertThat(rig.status("alice").lastError().orElseThrow()).contains("refused");

        rig.engine().login("alice");
        rig.twitch().approve(awaitPrompt("alice").userCode(), "alice");
        awaitLogin("alice", LoginProgress.SUCCEEDED);
        assertThat(rig.status("alice").prompt()).isEmpty();
    }

    @Test
    void aLoginWhoseCodeCannotBeHadIsUnderWayUntilItCan() {
        rig.startHurried(rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        Fault refusal = rig.twitch().faults().fail(Endpoint.DEVICE, 503, 1_000);

        rig.engine().login("alice");
        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.status("alice").lastError().orElse("").contains("503"));
        assertThat(rig.status("alice").loginProgress()).isEqualTo(LoginProgress.UNDER_WAY);
        refusal.close();

        rig.twitch().approve(awaitPrompt("alice").userCode(), "alice");
        awaitLogin("alice", LoginProgress.SUCCEEDED);
    }

    @Test
    void askingAgainWhileTheTokensAreTakenOverDiscardsNothing() {
        rig.startHurried(rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        rig.engine().login("alice");
        LoginPrompt prompt = awaitPrompt("alice");
        rig.twitch().faults().only("alice").delay(Endpoint.VALIDATE, Duration.ofSeconds(2), 1);
        rig.twitch().approve(prompt.userCode(), "alice");
        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.status("alice").prompt().isEmpty());

        rig.engine().login("alice");

        awaitLogin("alice", LoginProgress.SUCCEEDED);
        assertThat(rig.twitch().journal().requests(Endpoint.DEVICE)).isEqualTo(1);
    }

    private void awaitLogin(String login, LoginProgress progress) {
        await().atMost(EngineRig.PATIENCE).until(() -> rig.status(login).loginProgress() == progress);
    }

    private LoginPrompt awaitPrompt(String login) {
        return await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.status(login).prompt(), Optional::isPresent)
                .orElseThrow();
    }

    private static List<AccountConfig> withOneMore(AccountConfig[] accounts, AccountConfig more) {
        List<AccountConfig> all = new ArrayList<>(List.of(accounts));
        all.add(more);
        return all;
    }
}
