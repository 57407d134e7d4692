package dev.chameleonbot.engine.helix;

import static dev.chameleonbot.engine.spi.StateStoreContract.save;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.auth.AccountTokens;
import dev.chameleonbot.engine.auth.OAuthClient;
import dev.chameleonbot.engine.auth.TokenRegistry;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.SystemTimers;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.engine.spi.StateChange;
import dev.chameleonbot.engine.state.SqliteStateStore;
import dev.chameleonbot.engine.state.StateCache;
import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TidyExtension.class)
final class ChannelDirectoryIT {
    private final OkHttpClient http = new OkHttpClient();
    private final SystemTimers timers = new SystemTimers();

    @TempDir
    private Path folder;

    private Simulator twitch;
    private StateDirectory state;
    private SqliteStateStore store;
    private StateCache cache;
    private HelixCalls helix;
    private ChannelDirectory directory;

    @BeforeEach
    void open() throws IOException {
        twitch = Simulator.builder().start();
        state = StateDirectory.open(folder);
        store = SqliteStateStore.open(state, state.cipher(Optional.empty()), timers, trouble -> {});
        cache = new StateCache(store, timers, Runnable::run, event -> {});
        helix = new HelixCalls(http, twitch.helixUrl(), timers);
        directory = new ChannelDirectory(helix, cache);
    }

    @AfterEach
    void close() throws IOException {
        directory.close();
        cache.close();
        store.close();
        state.close();
        timers.close();
        twitch.close();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    @Test
    @DisplayName("B22 look-ups are batched")
    void asksForTwoHundredAndFiftyChannelsInThreeRequests() throws Exception {
        List<String> names = channels(250);

        Map<String, ChannelId> ids = directory.ids(account("alice"), names);

        assertThat(ids).hasSize(250);
        assertThat(twitch.journal().requests(Endpoint.USERS)).isEqualTo(3);
    }

    @Test
    void doesNotAskForAnIdThatWasLearnedButKeepsItForTheTimeWhenTheNameIsGone() throws Exception {
        directory.learned(Map.of("alice", new ChannelId("4711")));

        Map<String, ChannelId> ids = directory.ids(account("alice"), List.of("alice"));

        assertThat(ids).containsExactly(Map.entry("alice", new ChannelId("4711")));
        assertThat(twitch.journal().requests(Endpoint.USERS)).isZero();
        cache.close();
        assertThat(store.channels(List.of("alice"))).containsEntry("alice", new ChannelId("4711"));
    }

    @Test
    @DisplayName("C5 requests in progress are shared")
    void asksForANameOnceHoweverManyAccountsWantIt() throws Exception {
        List<String> names = channels(50);
        List<HelixAccount> accounts =
                IntStream.range(0, 40).mapToObj(i -> account("account" + i)).toList();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Map<String, ChannelId>>> askers = new ArrayList<>();
            accounts.forEach(account -> askers.add(threads.submit(() -> directory.ids(account, names))));
            for (Future<Map<String, ChannelId>> asker : askers) {
                assertThat(asker.get()).hasSize(50);
            }
        }

        // Two that begin in the same instant can each lead the search for some of the names.
        assertThat(twitch.journal().requests(Endpoint.USERS)).isLessThan(10);
    }

    @Test
    @DisplayName("C5 one account's slow request delays no other")
    void asksItselfWhereAnotherAccountsRequestIsSlow() throws Exception {
        List<String> names = channels(3);
        HelixAccount slow = account("slow");
        HelixAccount other = account("other");
        Fault silence = twitch.faults().only("slow").neverAnswer(Endpoint.USERS, 1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Map<String, ChannelId>> hanging = threads.submit(() -> directory.ids(slow, names));
            assertThat(silence.awaitHits(1, Duration.ofSeconds(30))).isTrue();

            assertThat(directory.ids(other, names)).hasSize(3);
            assertThat(hanging.isDone()).isFalse();
            hanging.cancel(true);
        }
    }

    @Test
    @DisplayName("B17 a failed look-up leaves nothing behind")
    void knowsNothingOfALookUpThatHasFailedAndEverythingOfTheNextOne() throws Exception {
        List<String> names = channels(150);
        HelixAccount alice = account("alice");
        twitch.faults().fail(Endpoint.USERS, 503, 1);

        assertThatThrownBy(() -> directory.ids(alice, names)).isInstanceOf(RemoteException.class);

        assertThat(directory.ids(alice, names)).hasSize(150);
    }

    @Test
    @DisplayName("B17 a stale name is repaired")
    void findsAChannelThatWasRenamedByTheIdThatItHad() throws Exception {
        SimulatedUser renamed = twitch.addUser("newname");
        save(store, new StateChange.Channel("oldname", new ChannelId(renamed.id())));

        Map<String, ChannelId> ids = directory.ids(account("alice"), List.of("oldname", "nobody"));

        assertThat(ids).containsExactly(Map.entry("oldname", new ChannelId(renamed.id())));
    }

    @Test
    void asksAgainForWhatItWasToldToForget() throws Exception {
        List<String> names = channels(1);
        HelixAccount alice = account("alice");
        directory.ids(alice, names);
        directory.ids(alice, names);
        assertThat(twitch.journal().requests(Endpoint.USERS)).isEqualTo(1);

        directory.forget(names);
        directory.ids(alice, names);

        assertThat(twitch.journal().requests(Endpoint.USERS)).isEqualTo(2);
    }

    @Test
    @DisplayName("B14, B15 nothing of an account remains")
    void anAccountThatIsRemovedCanCallNoMore() {
        HelixAccount alice = account("alice");
        helix.remove(alice);

        assertThatThrownBy(() -> directory.ids(alice, List.of("streamer")))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("running account");
    }

    private List<String> channels(int count) {
        List<String> names =
                IntStream.range(0, count).mapToObj(i -> "channel" + i).toList();
        names.forEach(twitch::addUser);
        return names;
    }

    private HelixAccount account(String login) {
        SimulatedUser user = twitch.addUser(login);
        AccountConfig config = AccountConfig.builder(login, user.clientId())
                .channels(List.of("streamer"))
                .tokens(new ConfiguredTokens(
                        Secret.of(user.accessToken()), Optional.of(Secret.of(user.refreshToken()))))
                .build();
        AccountTokens tokens = new TokenRegistry(
                        new OAuthClient(http, http, twitch.authUrl(), timers),
                        cache,
                        timers,
                        Thread::startVirtualThread)
                .open(config, event -> {});
        try {
            tokens.establish();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        HelixAccount account = HelixAccount.of(login, tokens, timers, new EngineMeters());
        helix.add(account);
        return account;
    }
}
