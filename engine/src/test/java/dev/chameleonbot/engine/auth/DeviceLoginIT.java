package dev.chameleonbot.engine.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.auth.AccountTokens.Access;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.LoginPrompt;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.state.SqliteStateStore;
import dev.chameleonbot.engine.state.StateCache;
import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import dev.chameleonbot.simulator.fault.Endpoint;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One login's course in virtual time, with the simulator's answers. */
@ExtendWith(TidyExtension.class)
final class DeviceLoginIT {
    private final OkHttpClient http = new OkHttpClient();
    private final ManualTimers timers = new ManualTimers();
    private final List<LoginPrompt> prompts = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private Set<String> scopes = Set.of();

    @TempDir
    private Path directory;

    private Simulator twitch;
    private StateDirectory state;
    private StateStore store;
    private StateCache cache;
    private AccountTokens tokens;
    private DeviceLogin login;

    @BeforeEach
    void open() throws IOException {
        twitch = Simulator.builder().start();
        SimulatedUser alice = twitch.addUser("alice");
        twitch.addUser("mallory");
        state = StateDirectory.open(directory);
        store = SqliteStateStore.open(state, state.cipher(Optional.empty()), timers, trouble -> {});
        cache = new StateCache(store, timers, Runnable::run, event -> {});
        OAuthClient oauth = new OAuthClient(http, http, twitch.authUrl(), timers);
        AccountConfig config = AccountConfig.builder("alice", alice.clientId())
                .channels(List.of("alice"))
                .build();
        tokens = new TokenRegistry(oauth, cache, timers, Runnable::run).open(config, event -> {});
        Retries retries = new Retries(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)), timers);
        login = new DeviceLogin(oauth, tokens, () -> scopes, retries, timers);
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
    void storesTheTokensOfTheAccountThatHasAgreed() throws Exception {
        login.run(atEachPrompt(prompt -> twitch.approve(prompt.userCode(), "alice")));

        assertThat(prompts).hasSize(1);
        assertThat(problems).isEmpty();
        assertThat(store.tokens("alice").orElseThrow().access()).isEqualTo(tokens.access());
    }

    @Test
    void asksForWhatTheAccountsBehavioursNeed() throws Exception {
        scopes = Set.of("user:write:chat", "user:read:chat");

        login.run(atEachPrompt(prompt -> twitch.approve(prompt.userCode(), "alice")));

        assertThat(List.of("user:read:chat", "user:manage:chat_color", "user:write:chat"))
                .allMatch(tokens::allows);
    }

    @Test
    void takesTheAccountUnderItsNewName() throws Exception {
        login.run(atEachPrompt(prompt -> twitch.approve(prompt.userCode(), "alice")));
        twitch.rename("alice", "Alicia");
        prompts.clear();

        Access access = login.run(atEachPrompt(prompt -> twitch.approve(prompt.userCode(), "alicia")));

        assertThat(prompts).hasSize(1);
        assertThat(problems).isEmpty();
        assertThat(access.owner().login()).isEqualTo("alicia");
    }

    @Test
    void refusesAnotherAccountWithItsNameAndShowsAnotherCode() throws Exception {
        login.run(atEachPrompt(prompt -> twitch.approve(prompt.userCode(), prompts.size() == 1 ? "mallory" : "alice")));

        assertThat(prompts).hasSize(2);
        assertThat(problems).singleElement().asString().contains("mallory");
    }

    @Test
    void showsAnotherCodeWhenOneHasEndedUnused() throws Exception {
        login.run(atEachPrompt(prompt -> {
            if (prompts.size() < 3) {
                twitch.expireDeviceCode(prompt.userCode());
            } else {
                twitch.approve(prompt.userCode(), "alice");
            }
        }));

        assertThat(prompts).hasSize(3);
        assertThat(prompts).extracting(LoginPrompt::userCode).doesNotHaveDuplicates();
    }

    @Test
    void endsWhereItIsNotKnownWhichApplicationToLogInTo() {
        OAuthClient oauth = new OAuthClient(http, http, twitch.authUrl(), timers);
        AccountConfig config =
                AccountConfig.builder("alice").channels(List.of("alice")).build();
        Retries retries = new Retries(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)), timers);
        AccountTokens unknown = new TokenRegistry(oauth, cache, timers, Runnable::run).open(config, event -> {});

        assertThatThrownBy(() ->
                        new DeviceLogin(oauth, unknown, () -> scopes, retries, timers).run(atEachPrompt(prompt -> {})))
                .isInstanceOf(LoginNeededException.class)
                .hasMessageContaining("no client_id");
        assertThat(prompts).isEmpty();
    }

    @Test
    void waitsLongForTheAnswerThatBringsTheTokens() throws Exception {
        OkHttpClient impatient = http.newBuilder()
                .addInterceptor(chain -> {
                    if (chain.request().url().encodedPath().endsWith("/token")) {
                        throw new SocketTimeoutException("waits for no tokens");
                    }
                    return chain.proceed(chain.request());
                })
                .build();
        OAuthClient slow = new OAuthClient(impatient, http, twitch.authUrl(), timers);
        Retries retries = new Retries(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)), timers);

        new DeviceLogin(slow, tokens, () -> scopes, retries, timers)
                .run(atEachPrompt(prompt -> twitch.approve(prompt.userCode(), "alice")));

        assertThat(prompts).hasSize(1);
        assertThat(problems).isEmpty();
    }

    @Test
    void endsWhenSomebodyHasSaidNo() {
        assertThatThrownBy(() -> login.run(atEachPrompt(prompt -> twitch.deny(prompt.userCode()))))
                .isInstanceOf(LoginNeededException.class)
                .hasMessageContaining("refused");
    }

    @Test
    void endsWhenTwitchRefusesACode() {
        twitch.faults().fail(Endpoint.DEVICE, 400, 1);

        assertThatThrownBy(() -> login.run(atEachPrompt(prompt -> {})))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("400");
    }

    @ParameterizedTest
    @CsvSource({"401,invalid client", "403,Forbidden", "404,not found", "400,Bad Request"})
    void keepsACodeOfWhichSomethingElseIsSaid(int status, String words) throws Exception {
        twitch.faults().fail(Endpoint.TOKEN, status, words, 3);

        login.run(atEachPrompt(prompt -> twitch.approve(prompt.userCode(), "alice")));

        assertThat(prompts).hasSize(1);
    }

    @Test
    void goesOnPollingWhileTwitchIsAway() throws Exception {
        twitch.faults().fail(Endpoint.DEVICE, 503, 2);
        twitch.faults().fail(Endpoint.TOKEN, 503, 3);

        login.run(atEachPrompt(prompt -> twitch.approve(prompt.userCode(), "alice")));

        assertThat(prompts).hasSize(1);
    }

    @Test
    void pollsMoreSlowlyEachTimeItIsAskedTo() throws Exception {
        // In virtual time the polls follow one another at once, so the simulator asks to slow down from the second on.
        login.run(atEachPrompt(
                prompt -> timers.after(Duration.ofSeconds(100), () -> twitch.approve(prompt.userCode(), "alice"))));

        // At 5 and 10 s, then 10, 15, 20, 25, 30 s apart: not every five seconds.
        assertThat(twitch.journal().requests(Endpoint.TOKEN)).isBetween(6L, 8L);
    }

    private DeviceLogin.Listener atEachPrompt(Consumer<LoginPrompt> action) {
        return new DeviceLogin.Listener() {
            @Override
            public void onGranted() {}

            @Override
            public void onPause() {}

            @Override
            public void onPrompt(LoginPrompt prompt) {
                prompts.add(prompt);
                action.accept(prompt);
            }

            @Override
            public void onProblem(String problem) {
                problems.add(problem);
            }
        };
    }
}
