package dev.chameleonbot.engine.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.auth.OAuthClient;
import dev.chameleonbot.engine.auth.TokenRegistry;
import dev.chameleonbot.engine.dispatch.BehaviourRegistry;
import dev.chameleonbot.engine.dispatch.Switches;
import dev.chameleonbot.engine.events.AccountFeeds;
import dev.chameleonbot.engine.events.EventBus;
import dev.chameleonbot.engine.eventsub.EventSubSession;
import dev.chameleonbot.engine.guard.GuardLimits;
import dev.chameleonbot.engine.guard.Watchdog;
import dev.chameleonbot.engine.helix.ChannelDirectory;
import dev.chameleonbot.engine.helix.HelixCalls;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.LogLimit;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.OutageLog;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.SystemTimers;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.resilience.TwitchHealth;
import dev.chameleonbot.engine.state.InMemoryStateStore;
import dev.chameleonbot.engine.state.StateCache;
import dev.chameleonbot.plugin.host.HostPlatform;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("B19, B28 faults of the program")
final class AccountTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** The shortest waits that there are. */
    private static final RandomGenerator SHORTEST = () -> 0;

    private final SystemTimers timers = new SystemTimers(SHORTEST);
    private final OkHttpClient http = new OkHttpClient();
    private final Watchdog watchdog = new Watchdog(GuardLimits.STANDARD);
    private final BrokenStore store = new BrokenStore();
    private final EventBus events = new EventBus(timers);

    @AfterEach
    void close() {
        watchdog.close();
        timers.close();
        events.close(Duration.ofSeconds(1));
        http.dispatcher().executorService().shutdown();
    }

    @Test
    void anAccountThatDiesOfAFaultIsStartedAgainAFewTimesAndThenGivenUpWithAdvice() {
        Account account = account();

        account.start();

        await().atMost(PATIENCE).until(() -> account.status().state() == AccountState.FAILED);
        assertThat(store.asked.get()).isEqualTo(6);
        assertThat(account.status().faults()).isEqualTo(6);
        assertThat(account.status().lastError().orElseThrow()).contains("fault of the program", "on purpose");
        assertThat(account.status().advice().orElseThrow()).contains("stack trace");
        assertThat(account.stop(Duration.ofSeconds(1))).isEmpty();
        assertThat(account.status().state()).isEqualTo(AccountState.STOPPED);
    }

    @Test
    @DisplayName("B16 nothing runs after the stop")
    void anAccountThatIsStoppedWhileItWaitsForItsNextStartIsNotStartedAgain() {
        Account account = account();
        account.start();
        await().atMost(PATIENCE).until(() -> account.status().state() == AccountState.PARKED);

        assertThat(account.stop(Duration.ofSeconds(1))).isEmpty();
        int asked = store.asked.get();

        account.login();
        account.start();
        assertThat(account.status().state()).isEqualTo(AccountState.STOPPED);
        assertThat(store.asked.get()).isEqualTo(asked);
    }

    /** Six faults, of which the last one is a login's. */
    @Test
    void whatIsGivenUpIsNotStartedAgainByTokensThatTurnOutToBeGood() {
        ManualTimers clock = new ManualTimers();
        store.brokenFor = 5;
        OkHttpClient broken = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    throw new IllegalStateException("on purpose");
                })
                .build();
        Account account = account(clock, broken);

        account.start();
        for (int i = 1; i < 6; i++) {
            int faults = i;
            await().atMost(PATIENCE).until(() -> account.status().faults() == faults && clock.alarms() == 1);
            clock.advance(Backoff.STANDARD.delay(faults, SHORTEST)); // And not on to the next one.
        }
        await().atMost(PATIENCE).until(() -> account.status().state() == AccountState.FAILED);

        assertThat(clock.alarms()).isZero();
        assertThat(account.stop(Duration.ofSeconds(1))).isEmpty();
    }

    private Account account() {
        return account(timers, http);
    }

    private Account account(Timers timers, OkHttpClient http) {
        AccountConfig config = AccountConfig.builder("alice", "client")
                .channels(List.of("streamer"))
                .build();
        Retries retries = new Retries(Backoff.STANDARD, timers);
        TwitchEndpoints nowhere = TwitchEndpoints.TWITCH;
        TwitchHealth health = TwitchHealth.unknown(timers);
        HelixCalls helix = new HelixCalls(http, nowhere.helix(), timers);
        OAuthClient oauth = new OAuthClient(http, http, nowhere.auth(), timers);
        StateCache state = new StateCache(store, timers, Runnable::run, event -> {});
        EngineMeters meters = new EngineMeters();
        AccountContext.Twitch twitch = new AccountContext.Twitch(
                nowhere,
                http,
                oauth,
                new TokenRegistry(oauth, state, timers, Thread::startVirtualThread),
                helix,
                new ChannelDirectory(helix, state),
                new EventSubSession.Shared(
                        http,
                        nowhere.eventSub(),
                        health,
                        new Semaphore(1),
                        helix,
                        retries,
                        new LogLimit(timers),
                        timers,
                        meters),
                health,
                retries,
                new StartCalls(1, retries, timers));
        AccountContext.Plugins plugins = new AccountContext.Plugins(
                new BehaviourRegistry(List.of(), new Switches(login -> state.openMemory(login, Switches.PAGE)), timers),
                watchdog,
                new HostPlatform(timers::nanos),
                state);
        AccountContext.Reports reports = new AccountContext.Reports(
                events, new AccountFeeds(), meters, new OutageLog(timers), new LogLimit(timers));
        return new Account(config, new AccountContext(twitch, plugins, reports, timers));
    }

    /** Fails as nothing should. */
    private static final class BrokenStore extends InMemoryStateStore {
        private final AtomicInteger asked = new AtomicInteger();
        private volatile int brokenFor = Integer.MAX_VALUE;

        BrokenStore() {
            super(InstantSource.system());
        }

        @Override
        public synchronized Optional<StoredTokens> tokens(String login) {
            if (asked.incrementAndGet() > brokenFor) {
                return Optional.empty();
            }
            throw new IllegalStateException("on purpose");
        }
    }
}
