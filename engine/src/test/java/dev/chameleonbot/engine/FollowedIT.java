package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.AccountChanges;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.model.Trouble;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.ForwardingTimers;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.UserOptions;
import dev.chameleonbot.simulator.fault.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Accounts that listen in the channels that they follow. */
@ExtendWith(TidyExtension.class)
@DisplayName("@followed among the channels")
final class FollowedIT {
    private static final String[] SCOPES = {"user:read:chat", "user:manage:chat_color", "user:read:follows"};

    @TempDir
    private Path directory;

    @RegisterExtension
    private final EngineRig rig = new EngineRig(() -> directory);

    private final Hours hours = new Hours();

    @BeforeEach
    void open() {
        for (String channel : List.of("one", "two", "three")) {
            rig.twitch().addUser(channel);
        }
        rig.twitch().addUser("alice", UserOptions.usual().withScopes(SCOPES));
        rig.twitch().follow("alice", "one");
    }

    @Test
    void hearsItsOwnChannelsAndThoseThatItFollows() {
        start(alice("streamer"));
        awaitHeard(2);

        rig.sayAndAwaitColor("alice", "streamer");
        rig.sayAndAwaitColor("alice", "one");
        assertThat(rig.status("alice").channelsWanted()).isEqualTo(2);
        assertThat(rig.status("alice").troubles()).isEmpty();
        assertThat(rig.twitch().journal().requests(Endpoint.USERS))
                .as("the list has told the ids of what is followed")
                .isEqualTo(1);
    }

    @Test
    void looksAgainEveryHourAndJoinsAndLeavesOnTheOpenConnection() {
        start(alice("streamer"));
        awaitHeard(2);
        rig.twitch().follow("alice", "two");
        rig.twitch().follow("alice", "three");
        rig.twitch().unfollow("alice", "one");

        hours.pass();

        await().atMost(EngineRig.PATIENCE).until(() -> rig.status("alice").channelsWanted() == 3);
        awaitHeard(3);
        await().atMost(EngineRig.PATIENCE).until(() -> rig.twitch().enabledSubscriptions("alice") == 3);
        rig.sayAndAwaitColor("alice", "two");
        rig.sayAndAwaitColor("alice", "three");
        assertThat(rig.status("alice").state()).isEqualTo(AccountState.LIVE);
    }

    @Test
    void anAccountWithNoOtherChannelBeginsWithWhatItFollows() {
        start(alice());
        awaitHeard(1);

        rig.sayAndAwaitColor("alice", "one");
    }

    @Test
    void anAccountThatFollowsNobodyAndHasNoOtherChannelSaysSo() {
        rig.twitch().unfollow("alice", "one");
        start(alice());

        rig.awaitError("alice", "It follows no channel");
        assertThat(rig.status("alice").state()).isEqualTo(AccountState.PARKED);
    }

    @Test
    void aFailureLeavesWhatIsKnownAndIsShownUntilItIsOver() {
        start(alice("streamer"));
        awaitHeard(2);
        rig.twitch().faults().fail(Endpoint.FOLLOWED, 500, 3);
        hours.pass();
        rig.awaitError("alice", "Which channels it follows cannot be read");
        assertThat(rig.status("alice").channelsWanted()).isEqualTo(2);
        rig.sayAndAwaitColor("alice", "one");

        rig.twitch().follow("alice", "two");
        hours.pass();
        awaitHeard(3);
        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.status("alice").troubles().isEmpty());
    }

    @Test
    void aTokenWithoutTheScopeKeepsOtherChannelsGoingAndALoginAsksForIt() {
        rig.twitch().addUser("bob", UserOptions.usual().withScopes(SCOPES[0], SCOPES[1]));
        rig.twitch().follow("bob", "two");
        start(followed("bob", "streamer"));
        rig.awaitLive("bob");
        await().atMost(EngineRig.PATIENCE).until(() -> scopes("bob").isPresent());
        assertThat(scopes("bob").orElseThrow().problem()).contains("'@followed'", "user:read:follows");
        assertThat(scopes("bob").orElseThrow().advice().orElseThrow()).contains("chameleon login bob");
        rig.sayAndAwaitColor("bob", "streamer");
        assertThat(rig.twitch().journal().requests(Endpoint.FOLLOWED)).isZero();

        rig.engine().login("bob");
        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.status("bob").prompt().isPresent());
        rig.twitch().approve(rig.status("bob").prompt().orElseThrow().userCode(), "bob");

        await().atMost(EngineRig.PATIENCE)
                .until(() ->
                        rig.status("bob").channelsHeard() == 2 && scopes("bob").isEmpty());
        rig.sayAndAwaitColor("bob", "two");
    }

    @Test
    void anAccountWithNothingElseToHearNeedsTheScope() {
        rig.twitch().addUser("bob", UserOptions.usual().withScopes(SCOPES[0], SCOPES[1]));
        rig.twitch().follow("bob", "two");
        start(followed("bob"));

        rig.awaitState("bob", AccountState.NEEDS_LOGIN);
        rig.awaitError("bob", "user:read:follows");
        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.status("bob").prompt().isPresent());
        rig.twitch().approve(rig.status("bob").prompt().orElseThrow().userCode(), "bob");
        rig.awaitLive("bob");
        rig.sayAndAwaitColor("bob", "two");
    }

    @Test
    void anotherConfigurationBeginsAndEndsItOnTheOpenConnection() {
        AccountConfig plain = rig.account("alice", "streamer");
        start(plain);
        rig.awaitLive("alice");
        assertThat(rig.twitch().journal().requests(Endpoint.FOLLOWED)).isZero();

        AccountChanges changes = rig.engine().reconfigure(List.of(alice("streamer")));
        assertThat(changes.rejoined()).containsExactly("alice");
        awaitHeard(2);

        assertThat(rig.engine().reconfigure(List.of(plain)).rejoined()).containsExactly("alice");
        await().atMost(EngineRig.PATIENCE).until(() -> rig.twitch().enabledSubscriptions("alice") == 1);
        assertThat(rig.status("alice").channelsWanted()).isEqualTo(1);
        assertThat(rig.status("alice").state()).isEqualTo(AccountState.LIVE);
    }

    @Test
    void aChannelThatIsAddedWhileTheFirstListIsAwaitedIsHeardToo() throws Exception {
        HeldAnswer list = new HeldAnswer();
        rig.twitch().faults().rewrite(Endpoint.FOLLOWED, list, 1);
        start(alice());
        list.awaitAsked();

        assertThat(rig.engine().reconfigure(List.of(alice("streamer"))).rejoined())
                .containsExactly("alice");
        list.release();

        awaitHeard(2);
        rig.sayAndAwaitColor("alice", "streamer");
        rig.sayAndAwaitColor("alice", "one");
    }

    @Test
    void whatIsSwitchedOffWhileTheFirstListIsAwaitedStaysOff() throws Exception {
        HeldAnswer list = new HeldAnswer();
        rig.twitch().faults().rewrite(Endpoint.FOLLOWED, list, 1);
        start(alice());
        list.awaitAsked();

        assertThat(rig.engine()
                        .reconfigure(List.of(rig.account("alice", "streamer")))
                        .rejoined())
                .containsExactly("alice");
        list.release();

        awaitHeard(1);
        rig.sayAndAwaitColor("alice", "streamer");
        assertThat(rig.status("alice").channelsWanted()).isEqualTo(1);
        assertThat(rig.twitch().enabledSubscriptions("alice")).isEqualTo(1);
        assertThat(hours.waiting)
                .as("the token is looked at hourly, and nothing else")
                .hasSize(1);
    }

    @Test
    void whatDoesNotFitIsNamedAndTheOthersAreHeard() {
        for (int i = 0; i < 302; i++) {
            rig.twitch().addUser("c" + i);
            rig.twitch().follow("alice", "c" + i);
        }
        start(alice("streamer"));
        awaitHeard(300);

        await().atMost(EngineRig.PATIENCE)
                .until(() -> !rig.status("alice").troubles().isEmpty());
        Trouble trouble = rig.status("alice").troubles().getFirst();
        assertThat(trouble.kind()).isEqualTo(Kind.FOLLOWED);
        assertThat(trouble.problem()).contains("no room for 4 of the channels", "#c2, #c1, #c0, #one");
        assertThat(rig.status("alice").needsAttention()).isFalse();
    }

    private void start(AccountConfig... accounts) {
        rig.startWith(builder -> builder.pace(hours::of).behaviour("test", new EngineRig.Changing()), accounts);
    }

    private AccountConfig alice(String... channels) {
        return followed("alice", channels);
    }

    private AccountConfig followed(String login, String... channels) {
        SimulatedUser user = rig.twitch().user(login).orElseThrow();
        return AccountConfig.builder(login, user.clientId())
                .clientSecret(Secret.of(user.clientSecret()))
                .channels(List.of(channels))
                .followed(true)
                .primeOrTurbo(true)
                .tokens(new ConfiguredTokens(
                        Secret.of(user.accessToken()), Optional.of(Secret.of(user.refreshToken()))))
                .build();
    }

    private void awaitHeard(int channels) {
        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.engine().accounts().getFirst().channelsHeard() == channels);
    }

    private Optional<Trouble> scopes(String login) {
        return rig.status(login).troubles().stream()
                .filter(trouble -> trouble.kind() == Kind.SCOPES)
                .findAny();
    }

    /** An answer that comes when the test says so. */
    private static final class HeldAnswer implements UnaryOperator<String> {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        @Override
        public String apply(String body) {
            asked.countDown();
            try {
                assertThat(released.await(EngineRig.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // The simulator ends.
            }
            return body;
        }

        void awaitAsked() throws InterruptedException {
            assertThat(asked.await(EngineRig.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }

        void release() {
            released.countDown();
        }
    }

    /** Real time, in which hours pass, and waits after refusals, when the test says so. */
    private static final class Hours {
        private final List<Runnable> waiting = new CopyOnWriteArrayList<>();

        Timers of(Timers clock) {
            return new ForwardingTimers(ForwardingTimers.withoutJitter(clock)) {
                @Override
                public Alarm after(Duration delay, Runnable task) {
                    if (!delay.equals(Duration.ofHours(1))) {
                        return super.after(delay, task);
                    }
                    waiting.add(task);
                    return () -> waiting.remove(task);
                }
            };
        }

        void pass() {
            await().atMost(EngineRig.PATIENCE).until(() -> !waiting.isEmpty());
            List<Runnable> due = new ArrayList<>(waiting);
            waiting.removeAll(due);
            due.forEach(Runnable::run);
        }
    }
}
