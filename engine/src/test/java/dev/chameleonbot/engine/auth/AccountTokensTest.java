package dev.chameleonbot.engine.auth;

import static dev.chameleonbot.engine.auth.CannedTwitch.error;
import static dev.chameleonbot.engine.auth.CannedTwitch.granted;
import static dev.chameleonbot.engine.auth.CannedTwitch.owned;
import static dev.chameleonbot.engine.spi.StateStoreContract.save;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chameleonbot.engine.auth.AccountTokens.Access;
import dev.chameleonbot.engine.auth.CannedTwitch.Answer;
import dev.chameleonbot.engine.auth.OAuthClient.Grant;
import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.ForwardingTimers;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.spi.StateChange.MemoryChange;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.engine.spi.StateStore.Owner;
import dev.chameleonbot.engine.state.InMemoryStateStore;
import dev.chameleonbot.engine.state.StateCache;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AccountTokensTest {
    private static final UserId ALICE = new UserId("4711");

    private final List<String> slow = new CopyOnWriteArrayList<>();
    private final ManualTimers timers = new ManualTimers();
    private final CannedTwitch twitch = new CannedTwitch();
    private final InMemoryStateStore store = new InMemoryStateStore(timers);
    private final StateCache state = store.cache(timers);
    private final TokenRegistry registry = new TokenRegistry(twitch.client(timers), state, timers, Runnable::run);
    private final List<String> takenOver = new ArrayList<>();
    private final List<Set<String>> proved = new ArrayList<>();

    AccountTokensTest() {
        twitch.validate(200, owned("alice", "4711", 14_000));
        twitch.token(200, granted("second", "refresh2", 14_000));
    }

    @ParameterizedTest
    @CsvSource({"11, 'slow,over'", "9, ''"})
    void aRefreshThatWasSlowIsOverAlsoWhereItFails(int seconds, String told) throws Exception {
        AccountTokens keeper = established("alice");
        twitch.token(() -> {
            timers.advance(Duration.ofSeconds(seconds));
            return new Answer(503, "{}");
        });

        assertThatThrownBy(() -> keeper.refreshed(keeper.access())).isInstanceOf(RemoteException.class);

        assertThat(String.join(",", slow)).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Missing scope: user:write:chat",
                "The user access token must include the user:write:chat scope.",
                "Client ID and OAuth token do not match",
                "Client ID is missing",
                "The ID in sender_id must match the user ID in the access token",
                "incorrect user authorization"
            })
    void a401ThatNoTokenCuresCausesNoRefresh(String words) throws Exception {
        AccountTokens keeper = established("alice");

        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> keeper.cure(keeper.access(), unauthorized(words)))
                    .isInstanceOf(RemoteException.class)
                    .hasMessageContaining("401");
        }

        assertThat(twitch.refreshes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Invalid OAuth token", "OAuth token is missing", "", "what nobody has seen before"})
    void anyOther401CausesOneRefreshHoweverOftenItIsAnswered(String words) throws Exception {
        AccountTokens keeper = established("alice");
        Secret first = keeper.access();

        Secret second = keeper.cure(first, unauthorized(words));

        assertThat(second.reveal()).isEqualTo("second");
        assertThat(keeper.cure(first, unauthorized(words))).isEqualTo(second);
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> keeper.cure(second, unauthorized(words))).isInstanceOf(RemoteException.class);
        }
        assertThat(twitch.refreshes()).isEqualTo(1);
    }

    @Test
    void aTokenThatCameOtherwiseMayCauseARefreshAgain() throws Exception {
        AccountTokens keeper = established("alice");
        Secret second = keeper.cure(keeper.access(), unauthorized(""));
        twitch.token(200, granted("third", "refresh3", 14_000));
        Secret third = keeper.refreshed(second);
        twitch.token(200, granted("fourth", "refresh4", 14_000));

        assertThat(keeper.cure(third, unauthorized("")).reveal()).isEqualTo("fourth");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aRefreshThatFailsForAWhileIsTriedAgainAfterAPauseHoweverOftenA401AsksForIt(int status) throws Exception {
        AccountTokens keeper = established("alice");
        twitch.token(status, error(status, "not now"));
        for (int i = 0; i < 1_000; i++) {
            RemoteException failed = catchThrowableOfType(
                    RemoteException.class, () -> keeper.cure(keeper.access(), unauthorized("Invalid OAuth token")));
            assertThat(failed.status()).isEqualTo(status);
        }
        assertThat(twitch.refreshes()).isEqualTo(1);

        twitch.token(200, granted("second", "refresh2", 14_000));
        timers.advance(Duration.ofMinutes(1));

        assertThat(keeper.cure(keeper.access(), unauthorized("Invalid OAuth token"))
                        .reveal())
                .isEqualTo("second");
    }

    @Test
    void a401ThatFailsBehindAnotherOnesBackKeepsThatOnesPause() throws Exception {
        Runnable[] meanwhile = {() -> {}};
        AccountTokens keeper = keeper(config("alice", "first"), new ForwardingTimers(timers) {
            @Override
            public long nanos() {
                Runnable once = meanwhile[0];
                meanwhile[0] = () -> {};
                once.run();
                return super.nanos();
            }
        });
        keeper.establish();
        twitch.token(503, "{}");
        assertRefreshFails(keeper);
        timers.advance(Duration.ofMinutes(1)); // The pause after the first failure is over.
        meanwhile[0] =
                () -> assertRefreshFails(keeper); // It has looked whether one may try, as another one tries and fails.

        assertRefreshFails(keeper);

        assertThat(twitch.refreshes()).isEqualTo(2);
        timers.advance(
                Duration.ofSeconds(1)); // Longer than the pause after a first failure, shorter than after a second.
        assertRefreshFails(keeper);
        assertThat(twitch.refreshes()).isEqualTo(2);
    }

    @Test
    void aFailureThatNobodyWaitsForPausesNobody() throws Exception {
        AccountTokens keeper = established("alice");
        twitch.token(503, "{}");
        Thread.currentThread().interrupt();
        assertRefreshFails(keeper);
        assertThat(Thread.interrupted()).isTrue();

        assertRefreshFails(keeper);

        assertThat(twitch.refreshes()).isEqualTo(2);
    }

    private static void assertRefreshFails(AccountTokens keeper) {
        assertThatThrownBy(() -> keeper.cure(keeper.access(), unauthorized("Invalid OAuth token")))
                .isInstanceOf(RemoteException.class);
    }

    @Test
    void theTimeThatTwitchNamesIsOfTheEnginesClock() throws Exception {
        AccountTokens keeper = established("alice");
        twitch.token(() -> new Answer(503, "{}", Headers.of("Retry-After", "30")));

        RemoteException failed = catchThrowableOfType(RemoteException.class, () -> keeper.refreshed(keeper.access()));

        assertThat(failed.retryAt()).contains(timers.instant().plusSeconds(30));
    }

    @Test
    void aRefreshThatFailsForLongIsTriedLessAndLessOften() throws Exception {
        AccountTokens keeper = established("alice");
        twitch.token(503, "{}");

        for (int i = 0; i < 1_200; i++) {
            assertThatThrownBy(() -> keeper.cure(keeper.access(), unauthorized("Invalid OAuth token")))
                    .isInstanceOf(RemoteException.class);
            timers.advance(Duration.ofSeconds(1));
        }

        assertThat(twitch.refreshes()).isBetween(20L, 30L);
    }

    @Test
    void aTokenThatCameBecauseOfA401IsReplacedAgainOnceItHasEnded() throws Exception {
        AccountTokens keeper = established("alice");
        Secret second = keeper.cure(keeper.access(), unauthorized("Invalid OAuth token"));
        twitch.token(200, granted("third", "refresh3", 14_000));
        int[] asked = {0};
        twitch.validate(() -> asked[0]++ == 0
                ? new CannedTwitch.Answer(401, error(401, "invalid access token"))
                : new CannedTwitch.Answer(200, owned("alice", "4711", 14_000)));

        assertThat(keeper.cure(second, unauthorized("Invalid OAuth token")).reveal())
                .isEqualTo("third");
    }

    @Test
    void aTokenThatHoldsIsNotProvedForEach401() throws Exception {
        AccountTokens keeper = established("alice");
        Secret second = keeper.cure(keeper.access(), unauthorized("Invalid OAuth token"));
        long before = twitch.validations();

        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(() -> keeper.cure(second, unauthorized("Invalid OAuth token")))
                    .isInstanceOf(RemoteException.class);
        }

        assertThat(twitch.validations() - before).isEqualTo(1);
        assertThat(twitch.refreshes()).isEqualTo(1);
    }

    @Test
    void aTokenThatHoldsIsProvedAfterOneTwoFourSecondsAndSoOn() throws Exception {
        AccountTokens keeper = established("alice");
        Secret second = keeper.cure(keeper.access(), unauthorized("Invalid OAuth token"));
        List<Long> proofs = new ArrayList<>();
        twitch.validate(() -> {
            proofs.add(Duration.ofNanos(timers.nanos()).toSeconds());
            return new Answer(200, owned("alice", "4711", 14_000));
        });

        for (int i = 0; i < 40; i++) {
            assertThatThrownBy(() -> keeper.cure(second, unauthorized("Invalid OAuth token")))
                    .isInstanceOf(RemoteException.class);
            timers.advance(Duration.ofSeconds(1));
        }

        assertThat(proofs).containsExactly(0L, 1L, 3L, 7L, 15L, 31L);
    }

    @Test
    void aFalse401DoesNotEndATokenThatNothingRenews() throws Exception {
        AccountTokens keeper = keeper(config("alice", "first", Optional.empty()));
        keeper.establish();

        RemoteException told = catchThrowableOfType(
                RemoteException.class, () -> keeper.cure(keeper.access(), unauthorized("Invalid OAuth token")));
        assertThat(told.status()).isEqualTo(401);

        int[] asked = {0};
        twitch.validate(() -> asked[0]++ == 0
                ? new CannedTwitch.Answer(401, error(401, "invalid access token"))
                : new CannedTwitch.Answer(200, owned("alice", "4711", 14_000)));
        assertThat(keeper.check().owner().login()).isEqualTo("alice");
    }

    @Test
    void a401OfATokenThatHasEndedForGoodAsksForOneRefresh() throws Exception {
        AccountTokens keeper = established("alice");
        twitch.validate(401, error(401, "invalid access token"));
        twitch.token(400, error(400, "Invalid refresh token"));

        assertThatThrownBy(() -> keeper.cure(keeper.access(), unauthorized("Invalid OAuth token")))
                .isInstanceOf(LoginNeededException.class);
        twitch.validate(200, owned("alice", "4711", 14_000)); // The word against it was false.
        for (int i = 0; i < 20; i++) {
            timers.advance(Duration.ofMinutes(2));
            assertThatThrownBy(() -> keeper.cure(keeper.access(), unauthorized("Invalid OAuth token")))
                    .isInstanceOf(RemoteException.class);
        }

        assertThat(twitch.refreshes()).isEqualTo(1);
    }

    @Test
    void anOldProofDoesNotOvertakeALogin() throws Exception {
        AccountTokens keeper = established("alice");
        int[] asked = {0};
        twitch.validate(() -> {
            if (asked[0]++ == 0) {
                adopted(keeper);
                return new CannedTwitch.Answer(200, owned("alice", "4711", 14_000));
            }
            return new CannedTwitch.Answer(200, owned("alice", "4711", 14_000, "user:write:chat"));
        });

        assertThat(keeper.check().owner().id()).isEqualTo(ALICE);

        assertThat(keeper.allows("user:write:chat")).isTrue();
        assertThat(proved.getLast()).contains("user:write:chat");
    }

    private static void adopted(AccountTokens keeper) {
        try {
            var unused = keeper.adopt(
                    new Grant(Secret.of("new"), Optional.of(Secret.of("newrefresh")), Duration.ofHours(4)));
        } catch (LoginNeededException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSlipOfThePenInTheConfigurationLosesNothing() throws Exception {
        AccountTokens before = established("alice");
        before.refreshed(before.access());
        before.close();
        twitch.validate(200, owned("mallory", "666", 14_000));
        AccountTokens slip = keeper(config("alice", "mallorys"));
        assertThatThrownBy(slip::establish).isInstanceOf(LoginNeededException.class);
        long refreshes = twitch.refreshes();

        twitch.validate(401, error(401, "invalid access token"));
        twitch.token(200, granted("mallorys2", "mallorysrefresh2", 14_000));
        assertThatThrownBy(slip::establish).hasMessageContaining("mallory");

        assertThat(twitch.refreshes()).isEqualTo(refreshes);
        assertThat(store.tokens("alice").orElseThrow().access().reveal()).isEqualTo("second");
    }

    @Test
    void whatIsStoredGivesWayToConfiguredTokensOnlyOnceTheyAreProved() throws Exception {
        AccountTokens before = established("alice");
        before.refreshed(before.access());
        before.close();
        int[] asked = {0};
        twitch.validate(() -> asked[0]++ == 0
                ? new CannedTwitch.Answer(401, error(401, "invalid access token"))
                : new CannedTwitch.Answer(200, owned("mallory", "666", 14_000)));
        twitch.token(200, granted("mallorys2", "mallorysrefresh2", 14_000));

        assertThatThrownBy(() -> keeper(config("alice", "mallorys")).establish())
                .isInstanceOf(LoginNeededException.class);

        assertThat(store.tokens("alice").orElseThrow().access().reveal()).isEqualTo("second");
    }

    @Test
    void aTokenThatLastsLongerThanClocksCountIsAsGoodAsAnyOther() throws Exception {
        twitch.validate(200, owned("alice", "4711", 10_000_000_000L));

        assertThat(keeper("alice").establish().expiresIn()).isBetween(Duration.ofDays(365), Duration.ofDays(36_500));
    }

    @Test
    void a401WhoseRefreshIsRefusedIsTheCallersIfTheTokenHolds() throws Exception {
        AccountTokens keeper = established("alice");
        twitch.token(400, error(400, "Invalid refresh token"));

        for (int i = 0; i < 20; i++) {
            RemoteException told = catchThrowableOfType(
                    RemoteException.class, () -> keeper.cure(keeper.access(), unauthorized("Invalid OAuth token")));
            assertThat(told.status()).isEqualTo(401);
        }

        assertThat(twitch.refreshes()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"400,Invalid refresh token", "401,Invalid refresh token", "400,Bad Request"})
    void aRefusedRefreshIsNoReasonToGiveUpATokenThatHolds(int status, String words) throws Exception {
        AccountTokens keeper = established("alice");
        Secret first = keeper.access();
        twitch.token(status, error(status, words));

        assertThatThrownBy(() -> keeper.refreshed(first)).isInstanceOf(RemoteException.class);
        assertThat(keeper.access()).isEqualTo(first);
        assertThat(keeper.check().owner().login()).isEqualTo("alice");

        twitch.token(200, granted("second", "refresh2", 14_000));
        assertThat(keeper.refreshed(first).reveal()).isEqualTo("second");
    }

    @Test
    void aFalseWordOnATokenAndItsRefreshIsNotBelieved() throws Exception {
        AccountTokens keeper = established("alice");
        twitch.token(401, error(401, "Invalid refresh token"));
        int[] asked = {0};
        twitch.validate(() -> asked[0]++ == 0
                ? new CannedTwitch.Answer(401, error(401, "invalid access token"))
                : new CannedTwitch.Answer(200, owned("alice", "4711", 14_000)));

        assertThat(keeper.check().owner().login()).isEqualTo("alice");
    }

    @Test
    void aRefusedRefreshOfATokenThatHasEndedNeedsALogin() throws Exception {
        AccountTokens keeper = established("alice");
        twitch.validate(401, error(401, "invalid access token"));
        twitch.token(400, error(400, "Invalid refresh token"));

        assertThatThrownBy(keeper::check).isInstanceOf(LoginNeededException.class);
    }

    @ParameterizedTest
    @CsvSource({"403,invalid client secret,client_secret", "400,missing client secret,Public", "404,'',auth_url"})
    void whatIsWrongWithTheConfigurationIsNotTakenForTheTokens(int status, String words, String advised)
            throws Exception {
        AccountTokens keeper = established("alice");
        twitch.validate(401, error(401, "invalid access token"));
        twitch.token(status, error(status, words));

        RemoteException lasting = catchThrowableOfType(RemoteException.class, keeper::check);

        assertThat(lasting.mayPass()).isFalse();
        assertThat(lasting.advice().orElseThrow()).contains(advised);
    }

    @Test
    void anApplicationsTokenIsRefusedInWords() {
        twitch.validate(200, "{\"client_id\":\"client\",\"scopes\":null,\"expires_in\":5000000}");

        LoginNeededException refused = catchThrowableOfType(
                LoginNeededException.class, () -> keeper("alice").establish());

        assertThat(refused.getMessage()).contains("application's own");
        assertThat(refused.advice()).contains("chameleon login alice");
    }

    @Test
    void aTokenWithNullsForItsOwnerIsAnApplications() {
        twitch.validate(
                200, "{\"client_id\":\"client\",\"login\":null,\"user_id\":null,\"scopes\":[],\"expires_in\":5}");

        assertThatThrownBy(() -> keeper("alice").establish()).hasMessageContaining("application's own");
    }

    @Test
    void aTokenOfAnotherAccountIsRefusedWithItsName() {
        twitch.validate(200, owned("mallory", "666", 14_000));

        LoginNeededException refused = catchThrowableOfType(
                LoginNeededException.class, () -> keeper("alice").establish());

        assertThat(refused.getMessage()).contains("mallory");
        assertThat(refused.advice()).contains("renamed");
    }

    @Test
    void anAccountThatIsRenamedWhileItRunsGoesOnUnderItsId() throws Exception {
        AccountTokens keeper = established("alice");
        twitch.validate(200, owned("alicia", "4711", 14_000));

        Access access = keeper.check();

        assertThat(access.owner().id()).isEqualTo(ALICE);
        assertThat(access.owner().login()).isEqualTo("alicia");
        assertThat(store.tokens("alice").orElseThrow().owner()).contains(new Owner(ALICE, "alicia"));
    }

    @Test
    void anAccountThatWasRenamedMeanwhileGoesOnUnderItsId() throws Exception {
        established("alice").close();
        twitch.validate(200, owned("alicia", "4711", 14_000));

        assertThat(keeper("alice").establish().owner().id()).isEqualTo(ALICE);
        assertThat(keeper(config("alice", "othertoken")).establish().owner().id())
                .isEqualTo(ALICE);
    }

    @Test
    void somebodyElseWhoTakesTheNewNameIsNobodyWeKnow() throws Exception {
        established("alice").close();
        twitch.validate(200, owned("alicia", "666", 14_000));

        assertThatThrownBy(() -> keeper("alice").establish()).isInstanceOf(LoginNeededException.class);
    }

    @Test
    void whatIsStoredIsFoundUnderTheNewNameInTheConfiguration() throws Exception {
        AccountTokens before = established("alice");
        before.refreshed(before.access());
        save(store, new MemoryChange("alice", "color", "last", new MemoryValue("blue", null)));
        twitch.validate(200, owned("alicia", "4711", 14_000));
        before.check();
        before.close();

        AccountTokens after = keeper(AccountConfig.builder("alicia", "client")
                .channels(List.of("streamer"))
                .build());
        after.establish();

        assertThat(after.access().reveal()).isEqualTo("second");
        assertThat(store.memory("alicia", "color")).containsKey("last");
        assertThat(store.tokens("alice")).isEmpty();
        assertThat(takenOver).containsExactly("alice");
    }

    @Test
    void whatIsStoredIsFoundByTheIdOnceALoginHasToldIt() throws Exception {
        established("alice").close();
        save(store, new MemoryChange("alice", "color", "last", new MemoryValue("blue", null)));
        twitch.validate(200, owned("alicia", "4711", 14_000));

        keeper(config("alicia", "anothertoken")).establish();

        assertThat(store.memory("alicia", "color")).containsKey("last");
        assertThat(store.tokens("alicia").orElseThrow().access().reveal()).isEqualTo("anothertoken");
        assertThat(takenOver).containsExactly("alice");
    }

    @Test
    void ofTwoNamesOfOneUserTheFirstIsServedAndTheSecondIsRefusedWithBoth() throws Exception {
        AccountTokens alice = established("alice");
        twitch.validate(200, owned("alicia", "4711", 14_000));
        AccountTokens alicia = keeper(config("alicia", "anothertoken"));

        RemoteException refused = catchThrowableOfType(RemoteException.class, alicia::establish);

        assertThat(refused.mayPass()).isFalse();
        assertThat(refused.getMessage()).contains("'alice' and 'alicia' are the same Twitch account");
        assertThat(refused.advice().orElseThrow()).contains("Remove one of them from the configuration");
        assertThat(alice.check().owner().id()).isEqualTo(ALICE);
        assertThat(store.tokens("alice")).isPresent();
        assertThat(takenOver).isEmpty();

        alice.close();
        assertThat(alicia.establish().owner().login()).isEqualTo("alicia");
        assertThat(takenOver).containsExactly("alice");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 503})
    void whatIsSaidOfASlowRefreshIsOverWithItWhateverComesOfIt(int status) throws Exception {
        AccountTokens keeper = established("alice");
        twitch.token(() -> {
            timers.advance(TokenRefresher.SLOW);
            assertThat(slow).containsExactly("slow");
            return new CannedTwitch.Answer(status, granted("second", "refresh2", 14_000));
        });

        assertThat(Optional.ofNullable(catchThrowable(() -> keeper.refreshed(keeper.access())))
                        .isEmpty())
                .isEqualTo(status == 200);

        assertThat(slow).containsExactly("slow", "over");
    }

    @Test
    void anAlarmThatRingsOnlyOnceTheAnswerIsThereTellsOfNothingSlow() throws Exception {
        List<Runnable> late = new ArrayList<>();
        AccountTokens keeper = keeper(config("alice", "first"), new Late(timers, late));
        keeper.establish();
        keeper.refreshed(keeper.access());

        late.forEach(Runnable::run);

        assertThat(slow).isEmpty();
    }

    @Test
    void aRefreshThatEndsWhileItIsToldAsSlowIsToldAsOverOnceAfterThat() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch refreshed = new CountDownLatch(1);
        twitch.token(() -> {
            asked.countDown();
            awaitFor(answered);
            return new Answer(200, granted("second", "refresh2", 14_000));
        });
        AccountTokens keeper = new TokenRegistry(twitch.client(timers), state, timers, Thread::startVirtualThread)
                .open(config("alice", "first"), event -> {
                    if (event instanceof AccountEvent.Failing) {
                        answered.countDown();
                        awaitFor(refreshed);
                    }
                    heard(event);
                });
        keeper.establish();
        FutureTask<Secret> refresh = new FutureTask<>(() -> {
            Secret second = keeper.refreshed(keeper.access());
            refreshed.countDown();
            return second;
        });
        Thread.startVirtualThread(refresh);
        awaitFor(asked);

        timers.advance(TokenRefresher.SLOW);

        assertThat(refresh.get(1, TimeUnit.MINUTES).reveal()).isEqualTo("second");
        assertThat(slow).containsExactly("slow", "over");
    }

    private static void awaitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whose alarms are on their way when they are cancelled. */
    private static final class Late extends ForwardingTimers {
        private final List<Runnable> tasks;

        Late(ManualTimers clock, List<Runnable> tasks) {
            super(clock);
            this.tasks = tasks;
        }

        @Override
        public Alarm after(Duration delay, Runnable task) {
            tasks.add(task);
            return () -> {};
        }
    }

    @Test
    void knowsWhatTheTokenAllows() throws Exception {
        twitch.validate(200, owned("alice", "4711", 14_000, "user:write:chat"));

        AccountTokens keeper = established("alice");

        assertThat(keeper.allows("user:write:chat")).isTrue();
        assertThat(keeper.allows("user:bot")).isFalse();
    }

    private static RemoteException unauthorized(String words) {
        return RemoteException.answered("POST /chat/messages", 401, words, null);
    }

    private AccountTokens established(String login) throws LoginNeededException {
        AccountTokens keeper = keeper(login);
        keeper.establish();
        return keeper;
    }

    private AccountTokens keeper(String login) {
        return keeper(config(login, "first"));
    }

    private static AccountConfig config(String login, String access) {
        return config(login, access, Optional.of(Secret.of("refresh1")));
    }

    private static AccountConfig config(String login, String access, Optional<Secret> refresh) {
        return AccountConfig.builder(login, "client")
                .channels(List.of("streamer"))
                .tokens(new ConfiguredTokens(Secret.of(access), refresh))
                .build();
    }

    private AccountTokens keeper(AccountConfig config) {
        return registry.open(config, this::heard);
    }

    private AccountTokens keeper(AccountConfig config, Timers time) {
        return new TokenRegistry(twitch.client(timers), state, time, Runnable::run).open(config, this::heard);
    }

    private void heard(AccountEvent event) {
        switch (event) {
            case AccountEvent.Failing failing -> slow.add("slow");
            case AccountEvent.Works works -> slow.add("over");
            case AccountEvent.TokenProved token -> proved.add(token.scopes());
            case AccountEvent.TakenOver other -> takenOver.add(other.formerLogin());
            default -> {}
        }
    }
}
