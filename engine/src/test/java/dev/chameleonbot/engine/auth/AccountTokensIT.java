package dev.chameleonbot.engine.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.state.SqliteStateStore;
import dev.chameleonbot.engine.state.StateCache;
import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.plugin.api.Memory;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import dev.chameleonbot.simulator.UserOptions;
import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TidyExtension.class)
final class AccountTokensIT {
    private static final Executor THREADS = Thread::startVirtualThread;

    private final OkHttpClient http = new OkHttpClient();
    private final ManualTimers timers = new ManualTimers();
    private final AlarmSet alarms = new AlarmSet(timers);
    private final List<AccountEvent> refusals = new ArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    private Simulator twitch;
    private StateDirectory state;
    private StateStore store;
    private StateCache cache;
    private SimulatedUser alice;

    @BeforeEach
    void open() throws IOException {
        twitch = Simulator.builder().start();
        alice = twitch.addUser("alice");
        state = StateDirectory.open(directory);
        store = SqliteStateStore.open(state, state.cipher(Optional.empty()), InstantSource.system(), trouble -> {});
        cache = new StateCache(store, timers, Thread.ofVirtual()::start, event -> {});
    }

    @AfterEach
    void close() throws IOException {
        cache.close();
        store.close();
        state.close();
        twitch.close();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    @Test
    void aHundredCallersAtOnceMakeOneRequestAndGetOneToken() throws Exception {
        AccountTokens keeper = keeper(configured());
        keeper.establish();
        Secret stale = keeper.access();
        Set<String> tokens = new HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Secret>> callers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                callers.add(threads.submit(() -> keeper.refreshed(stale)));
            }
            for (Future<Secret> caller : callers) {
                tokens.add(caller.get().reveal());
            }
        }
        assertThat(tokens).hasSize(1).doesNotContain(stale.reveal());
        assertThat(twitch.journal().requests(Endpoint.TOKEN)).isEqualTo(1);
    }

    @Test
    void learnsFromTwitchWhichApplicationItsTokensBelongToWhereNoneIsConfigured() throws Exception {
        AccountTokens keeper = keeper(withoutClientId(), registry());

        keeper.establish();

        assertThat(keeper.clientId()).contains(alice.clientId());
        Secret before = keeper.access();
        assertThat(keeper.refreshed(before)).isNotEqualTo(before);
    }

    @Test
    void saysWhatIsMissingWhereATokenHasEndedBeforeItsApplicationIsKnown() {
        twitch.expireAccessToken("alice");
        AccountTokens keeper = keeper(withoutClientId(), registry());

        assertThatThrownBy(keeper::establish)
                .isInstanceOf(LoginNeededException.class)
                .hasMessageContaining("no client_id");
    }

    private AccountConfig withoutClientId() {
        return AccountConfig.builder(alice.login())
                .clientSecret(Secret.of(alice.clientSecret()))
                .channels(List.of(alice.login()))
                .tokens(configured().orElseThrow())
                .build();
    }

    @Test
    void storesARotatedTokenBeforeAnybodyUsesIt() throws Exception {
        AccountTokens keeper = keeper(configured());
        keeper.establish();
        Secret fresh = keeper.refreshed(keeper.access());

        StateStore.StoredTokens stored = store.tokens("alice").orElseThrow();
        assertThat(stored.access()).isEqualTo(fresh);
        assertThat(stored.refresh().orElseThrow().reveal())
                .isEqualTo(twitch.user("alice").orElseThrow().refreshToken());
    }

    @Test
    void refusesTokensOfALoginThatLackAScopeAndKeepsTheOnesBefore() throws Exception {
        AccountTokens keeper = keeper(configured());
        keeper.establish();
        Secret before = keeper.access();
        twitch.removeScope("alice", "user:manage:chat_color");
        SimulatedUser poor = twitch.user("alice").orElseThrow();
        OAuthClient.Grant grant = new OAuthClient.Grant(
                Secret.of(poor.accessToken()), Optional.of(Secret.of(poor.refreshToken())), Duration.ofHours(4));

        assertThatThrownBy(() -> keeper.adopt(grant))
                .isInstanceOf(LoginNeededException.class)
                .hasMessageContaining("user:manage:chat_color");
        assertThat(keeper.access()).isEqualTo(before);
        assertThat(store.tokens("alice").orElseThrow().access()).isEqualTo(before);
    }

    @Test
    @Timeout(60)
    @DisplayName("B4 tokens and persistence never wait for each other in a circle")
    void manyAccountsRotateWhileOthersReadAndStoreAndAllComeToAnEnd() throws Exception {
        List<AccountTokens> keepers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            alice = twitch.addUser("user" + i);
            AccountTokens keeper = keeper(configured());
            keeper.establish();
            keepers.add(keeper);
        }
        List<Future<?>> work = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < keepers.size(); i++) {
                AccountTokens keeper = keepers.get(i);
                String login = "user" + i;
                Memory memory = cache.openMemory(login, "load");
                for (int caller = 0; caller < 3; caller++) {
                    work.add(threads.submit(() -> {
                        for (int round = 0; round < 4; round++) {
                            keeper.refreshed(keeper.access());
                        }
                        return true;
                    }));
                }
                work.add(threads.submit(() -> {
                    for (int round = 0; round < 50; round++) {
                        StateStore.StoredTokens read = cache.tokens(login).orElseThrow();
                        assertThat(read.refresh()).isPresent();
                        memory.put("round", Integer.toString(round));
                    }
                    return true;
                }));
            }
        }
        assertThat(work).allSatisfy(done -> assertThat(done.state()).isEqualTo(Future.State.SUCCESS));
        for (int i = 0; i < keepers.size(); i++) {
            StateStore.StoredTokens stored = store.tokens("user" + i).orElseThrow();
            assertThat(stored.access()).isEqualTo(keepers.get(i).access());
            assertThat(stored.refresh().orElseThrow().reveal())
                    .isEqualTo(twitch.user("user" + i).orElseThrow().refreshToken());
        }
    }

    @Test
    void theStoredTokensWinUntilTheConfiguredOnesChange() throws Exception {
        AccountTokens first = keeper(configured());
        first.establish();
        Secret refreshed = first.refreshed(first.access());

        AccountTokens same = keeper(configured());
        same.establish();
        assertThat(same.access()).isEqualTo(refreshed);

        SimulatedUser now = twitch.user("alice").orElseThrow();
        ConfiguredTokens changed = new ConfiguredTokens(Secret.of(now.accessToken()), Optional.empty());
        AccountTokens other = keeper(Optional.of(changed));
        other.establish();
        assertThat(other.access().reveal()).isEqualTo(now.accessToken());
    }

    @Test
    void configuredTokensThatTwitchRefusesDoNotReplaceTheStoredOnes() throws Exception {
        AccountTokens good = keeper(configured());
        good.establish();
        Secret refreshed = good.refreshed(good.access());

        ConfiguredTokens slip = new ConfiguredTokens(Secret.of("notatoken"), Optional.of(Secret.of("norefresh")));
        assertThatThrownBy(() -> keeper(Optional.of(slip)).establish()).isInstanceOf(LoginNeededException.class);

        AccountTokens corrected = keeper(configured());
        corrected.establish();
        assertThat(corrected.access()).isEqualTo(refreshed);
    }

    @Test
    void configuredTokensAreStoredOnceTwitchHasTakenThem() throws Exception {
        keeper(configured()).establish();

        assertThat(store.tokens("alice").orElseThrow().access().reveal()).isEqualTo(alice.accessToken());
    }

    @Test
    void whatOnlyAProxySaysDoesNotLogTheAccountOut() throws Exception {
        AccountTokens keeper = keeper(configured());
        keeper.establish();
        twitch.faults().fail(Endpoint.TOKEN, 403, 1);

        assertThatThrownBy(() -> keeper.refreshed(keeper.access()))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.status()).isEqualTo(403));
        assertThat(keeper.refreshed(keeper.access())).isNotNull();
    }

    @Test
    void aLifeThatBeginsDuringARefreshMakesNoneOfItsOwn() throws Exception {
        AccountConfig config = config(configured());
        TokenRegistry registry = registry();
        AccountTokens before = keeper(config, registry);
        before.establish();
        Fault slow = twitch.faults().delay(Endpoint.TOKEN, Duration.ofSeconds(1), 1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Secret> refreshed = threads.submit(() -> before.refreshed(before.access()));
            assertThat(slow.awaitHits(1, Duration.ofSeconds(30))).isTrue();

            before.close();
            AccountTokens after = keeper(config, registry);
            after.establish();

            assertThat(after.refreshed(Secret.of(alice.accessToken()))).isEqualTo(refreshed.get());
            assertThat(after.access()).isEqualTo(refreshed.get());
        }
        assertThat(twitch.journal().requests(Endpoint.TOKEN)).isEqualTo(1);
    }

    @Test
    @Timeout(60)
    void aLoginIsTakenOverWhileARefreshIsNotAnsweredAndOutlastsIt() throws Exception {
        TokenRegistry registry = registry();
        AccountTokens keeper = keeper(config(configured()), registry);
        keeper.establish();
        Secret stale = keeper.access();
        Fault slow = twitch.faults().delay(Endpoint.TOKEN, Duration.ofSeconds(2), 1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Secret> refreshed = threads.submit(() -> keeper.refreshed(stale));
            assertThat(slow.awaitHits(1, Duration.ofSeconds(30))).isTrue();

            OAuthClient.Grant grant = loginOfAlice();
            keeper.adopt(grant);

            assertThat(refreshed.isDone()).isFalse();
            assertThat(store.tokens("alice").orElseThrow().refresh()).isEqualTo(grant.refresh());
            assertThat(refreshed.get()).isEqualTo(grant.access());
            assertThat(store.tokens("alice").orElseThrow().refresh()).isEqualTo(grant.refresh());
        }
    }

    private OAuthClient.Grant loginOfAlice() {
        OAuthClient oauth = new OAuthClient(http, http, twitch.authUrl(), timers);
        OAuthClient.DeviceCode code = oauth.deviceCode(alice.clientId(), Scopes.REQUIRED);
        twitch.approve(code.userCode(), "alice");
        return ((OAuthClient.Poll.Granted) oauth.poll(alice.clientId(), code)).grant();
    }

    @Test
    void whatARefreshBringsIsStoredWhileOtherConfiguredTokensAreNotProved() throws Exception {
        TokenRegistry registry = registry();
        AccountTokens before = keeper(config(configured()), registry);
        before.establish();
        Fault slow = twitch.faults().delay(Endpoint.TOKEN, Duration.ofSeconds(1), 1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Secret> refreshed = threads.submit(() -> before.refreshed(before.access()));
            assertThat(slow.awaitHits(1, Duration.ofSeconds(30))).isTrue();
            ConfiguredTokens slip = new ConfiguredTokens(Secret.of("notatoken"), Optional.empty());
            AccountTokens typo = keeper(config(Optional.of(slip)), registry);
            assertThatThrownBy(typo::establish).isInstanceOf(LoginNeededException.class);
            refreshed.get();
        }

        assertThat(store.tokens("alice").orElseThrow().refresh().orElseThrow().reveal())
                .isEqualTo(twitch.user("alice").orElseThrow().refreshToken());
    }

    @Test
    void aRefreshThatIsNotAnsweredIsSaid() throws Exception {
        AccountTokens keeper = keeper(configured());
        keeper.establish();
        Fault slow = twitch.faults().delay(Endpoint.TOKEN, Duration.ofSeconds(1), 1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Secret> refreshed = threads.submit(() -> keeper.refreshed(keeper.access()));
            assertThat(slow.awaitHits(1, Duration.ofSeconds(30))).isTrue();
            assertThat(problems).isEmpty();

            timers.advance(TokenRefresher.SLOW);

            assertThat(problems).singleElement().asString().contains("10 s");
            refreshed.get();
        }
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void theBookForgetsAccountsThatNobodyKeeps() throws Exception {
        TokenRegistry registry = registry();
        AccountTokens keeper = keeper(config(configured()), registry);
        keeper.establish();
        assertThat(registry.size()).isEqualTo(1);

        keeper.close();

        assertThat(registry.size()).isZero();
    }

    @Test
    void aRefusedRefreshNeedsALoginAndSaysSo() throws Exception {
        AccountTokens keeper = keeper(configured());
        keeper.establish();
        twitch.expireAccessToken("alice");
        twitch.revokeRefreshToken("alice");

        assertThatThrownBy(() -> keeper.refreshed(keeper.access()))
                .isInstanceOf(LoginNeededException.class)
                .hasMessageContaining("400")
                .message()
                .doesNotContain(alice.accessToken(), alice.refreshToken(), alice.clientSecret());
    }

    @Test
    void aFailureThatMayPassIsNotTakenForARefusal() throws Exception {
        AccountTokens keeper = keeper(configured());
        keeper.establish();
        twitch.faults().fail(Endpoint.TOKEN, 503, 1);

        assertThatThrownBy(() -> keeper.refreshed(keeper.access()))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.mayPass()).isTrue());
        assertThat(keeper.refreshed(keeper.access())).isNotNull();
    }

    @Test
    void aTokenWithoutTheNeededScopeIsRefusedWithItsName() {
        twitch.removeScope("alice", "user:manage:chat_color");

        assertThatThrownBy(() -> keeper(configured()).establish())
                .isInstanceOf(LoginNeededException.class)
                .hasMessageContaining("user:manage:chat_color");
    }

    @Test
    void aTokenOfAnotherApplicationIsRefused() {
        AccountConfig other = AccountConfig.builder("alice", "anotherclientid")
                .channels(List.of("alice"))
                .tokens(configured().orElseThrow())
                .build();
        AccountTokens keeper = new TokenRegistry(
                        new OAuthClient(http, http, twitch.authUrl(), timers), cache, timers, THREADS)
                .open(other, this::heard);

        assertThatThrownBy(keeper::establish)
                .isInstanceOf(LoginNeededException.class)
                .hasMessageContaining("client_id");
    }

    @Test
    void anAccountWithoutAnyTokenNeedsALogin() {
        assertThatThrownBy(() -> keeper(Optional.empty()).establish()).isInstanceOf(LoginNeededException.class);
    }

    @Test
    void aTokenIsProvedEveryHour() throws Exception {
        maintain(keeper(configured()));
        long proved = twitch.journal().requests(Endpoint.VALIDATE);

        timers.advance(Duration.ofMinutes(59));
        assertThat(twitch.journal().requests(Endpoint.VALIDATE)).isEqualTo(proved);
        timers.advance(Duration.ofMinutes(1));
        assertThat(twitch.journal().requests(Endpoint.VALIDATE)).isEqualTo(proved + 1);
        timers.advance(Duration.ofHours(2));
        assertThat(twitch.journal().requests(Endpoint.VALIDATE)).isEqualTo(proved + 3);
        assertThat(twitch.journal().requests(Endpoint.TOKEN)).isZero();
        alarms.close();
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void aTokenIsReplacedWhenAQuarterOfItsLifeIsLeft() throws Exception {
        alice = twitch.addUser("shortlived", UserOptions.usual().withExpiresIn(Duration.ofMinutes(60)));
        AccountTokens keeper = keeper(configured());
        maintain(keeper);
        Secret first = keeper.access();

        timers.advance(Duration.ofMinutes(44));
        assertThat(keeper.access()).isEqualTo(first);
        timers.advance(Duration.ofMinutes(1));
        assertThat(keeper.access()).isNotEqualTo(first);
        assertThat(twitch.journal().requests(Endpoint.TOKEN)).isEqualTo(1);
        assertThat(refusals).isEmpty();
    }

    @Test
    void maintenanceEndsWhenNoTokenIsLeftAndSaysSoOnce() throws Exception {
        maintain(keeper(configured()));
        twitch.expireAccessToken("alice");
        twitch.revokeRefreshToken("alice");

        timers.advance(Duration.ofHours(5));

        assertThat(refusals).hasSize(1);
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void maintenanceGoesOnAfterAFailureThatMayPass() throws Exception {
        maintain(keeper(configured()));
        twitch.faults().fail(Endpoint.VALIDATE, 503, 2);
        long proved = twitch.journal().requests(Endpoint.VALIDATE);

        timers.advance(Duration.ofMinutes(62));

        assertThat(twitch.journal().requests(Endpoint.VALIDATE)).isEqualTo(proved + 3);
        assertThat(refusals).isEmpty();
    }

    private void maintain(AccountTokens keeper) throws LoginNeededException {
        new TokenMaintenance(keeper, timers, alarms, Runnable::run, new Retries(Backoff.STANDARD, timers), event -> {
                    switch (event) {
                        case AccountEvent.LoginNeeded needed -> refusals.add(needed);
                        case AccountEvent.Refused refused -> problems.add(refused.reason());
                        default -> {}
                    }
                })
                .plan(keeper.establish());
    }

    private Optional<ConfiguredTokens> configured() {
        return Optional.of(
                new ConfiguredTokens(Secret.of(alice.accessToken()), Optional.of(Secret.of(alice.refreshToken()))));
    }

    private AccountTokens keeper(Optional<ConfiguredTokens> tokens) {
        return keeper(config(tokens), registry());
    }

    private AccountConfig config(Optional<ConfiguredTokens> tokens) {
        AccountConfig.Builder config = AccountConfig.builder(alice.login(), alice.clientId())
                .clientSecret(Secret.of(alice.clientSecret()))
                .channels(List.of(alice.login()));
        tokens.ifPresent(config::tokens);
        return config.build();
    }

    private AccountTokens keeper(AccountConfig config, TokenRegistry registry) {
        return registry.open(config, this::heard);
    }

    private TokenRegistry registry() {
        return new TokenRegistry(new OAuthClient(http, http, twitch.authUrl(), timers), cache, timers, THREADS);
    }

    private void heard(AccountEvent event) {
        if (event instanceof AccountEvent.Failing failing) {
            problems.add(failing.failure().words());
        }
    }
}
