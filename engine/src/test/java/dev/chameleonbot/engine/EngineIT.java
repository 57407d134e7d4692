package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.resilience.LogsErrors;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.state.SqliteStateStore;
import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.journal.JournalEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A6 and the engine as a whole, against the simulator over real sockets. */
@ExtendWith(TidyExtension.class)
@DisplayName("A6 from the configuration to a live account")
final class EngineIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private Simulator twitch;
    private Engine engine;

    @BeforeEach
    void startTwitch() throws IOException {
        twitch = Simulator.builder().start();
        engine = builder().build();
    }

    @AfterEach
    void stopAll() throws IOException {
        engine.close();
        twitch.close();
    }

    @Test
    void changesTheColourAfterEachOwnMessageAndNeverAfterSomebodyElses() {
        twitch.addUser("streamer");
        twitch.addUser("stranger");
        start(account("alice", "streamer"));
        awaitLive("alice");

        for (int i = 0; i < 20; i++) {
            twitch.say("alice", "streamer", "message " + i);
            twitch.say("stranger", "streamer", "hi " + i);
        }

        await().atMost(PATIENCE).until(() -> twitch.served().missing() == 0);
        assertThat(twitch.served().ownMessages()).isEqualTo(20);
        assertThat(twitch.served().otherMessages()).isEqualTo(20);
        assertThat(twitch.served().duplicates()).isZero();
    }

    @Test
    void oneAccountThatCannotStartIsReportedAndTheOthersRun() {
        twitch.addUser("streamer");
        AccountConfig refused = account("refused", "streamer");
        twitch.expireAccessToken("refused");
        twitch.revokeRefreshToken("refused");
        start(refused, account("lost", "nosuchchannel"), account("alice", "streamer", "nosuchchannel"));

        awaitLive("alice");
        await().atMost(PATIENCE).until(() -> state("refused") == AccountState.NEEDS_LOGIN);
        await().atMost(PATIENCE).until(() -> state("lost") == AccountState.PARKED);
        assertThat(status("lost").lastError().orElseThrow()).contains("nosuchchannel");
        assertThat(status("refused").advice()).isPresent();
        assertThat(status("alice").lastError().orElseThrow()).contains("nosuchchannel");
        assertThat(status("alice").channelsHeard()).isEqualTo(1);
    }

    @Test
    void anAccountWithATokenAndNoClientIdWorks() {
        twitch.addUser("streamer");
        SimulatedUser alice = twitch.addUser("alice");
        start(AccountConfig.builder("alice")
                .channels(List.of("streamer"))
                .tokens(new ConfiguredTokens(Secret.of(alice.accessToken()), Optional.empty()))
                .build());
        awaitLive("alice");

        twitch.say("alice", "streamer", "hi");

        await().atMost(PATIENCE).until(() -> twitch.served().ownMessages() == 1);
        await().atMost(PATIENCE).until(() -> twitch.served().missing() == 0);
    }

    @Test
    void aTokenOfAnotherAccountIsRefusedWithTheReason() {
        twitch.addUser("streamer");
        SimulatedUser mallory = twitch.addUser("mallory");
        AccountConfig wrong = AccountConfig.builder("alice", mallory.clientId())
                .channels(List.of("streamer"))
                .tokens(new ConfiguredTokens(Secret.of(mallory.accessToken()), Optional.empty()))
                .build();
        start(wrong);

        await().atMost(PATIENCE).until(() -> state("alice") == AccountState.NEEDS_LOGIN);
        assertThat(status("alice").lastError().orElseThrow()).contains("mallory");
    }

    @Test
    void anAccountThatIsRefusedTheLookUpOfAChannelTakesNoOtherWithIt() {
        twitch.addUser("streamer");
        AccountConfig alice = account("alice", "streamer");
        AccountConfig bob = account("bob", "streamer");
        twitch.faults().only("alice").fail(Endpoint.USERS, 401, 1_000);
        // Alice asks first and is slow to be refused, so that Bob waits for what she is told.
        twitch.faults().only("alice").delay(Endpoint.USERS, Duration.ofSeconds(1), 2);
        twitch.faults().only("bob").delay(Endpoint.VALIDATE, Duration.ofMillis(500), 1);
        twitch.revokeRefreshToken("alice");
        start(alice, bob);

        awaitLive("bob");
        await().atMost(PATIENCE).until(() -> state("alice") == AccountState.PARKED);
        assertThat(state("bob")).isEqualTo(AccountState.LIVE);
    }

    @Test
    void aStopInTheMiddleOfARefreshKeepsTheTokenThatTheRefreshBrings() {
        twitch.addUser("streamer");
        AccountConfig alice = account("alice", "streamer");
        twitch.expireAccessToken("alice");
        twitch.faults().delay(Endpoint.TOKEN, Duration.ofMillis(1_500), 1);
        start(alice);
        await().atMost(PATIENCE).until(() -> twitch.journal().requests(Endpoint.VALIDATE) == 1);
        engine.close();

        twitch.expireAccessToken("alice");
        start(alice);

        awaitLive("alice");
    }

    @Test
    void accountsThatTwitchDoesNotAnswerKeepNoOtherFromStarting() {
        twitch.addUser("streamer");
        AccountConfig[] accounts = IntStream.rangeClosed(0, 70)
                .mapToObj(i -> account(i < 70 ? "hanging" + i : "alice", "streamer"))
                .toArray(AccountConfig[]::new);
        for (int i = 0; i < 70; i++) {
            twitch.faults().only("hanging" + i).neverAnswer(Endpoint.VALIDATE, 100);
        }

        start(accounts);

        awaitLive("alice");
        assertThat(state("hanging0")).isEqualTo(AccountState.STARTING);
        assertThat(status("hanging0").lastError())
                .as("before the first request was given up")
                .isEmpty();
    }

    @Test
    void anAccountThatHearsNothingAnyMoreIsNotLive() {
        twitch.addUser("streamer");
        engine = builder(account("alice", "streamer"))
                .behaviour("test", new Changing())
                .random(() -> 0) // The shortest back-off that there is.
                .build();
        engine.start();
        awaitLive("alice");

        twitch.faults().revoke("user_removed");
        // The first time it may be a mistake, and is made good at once.
        await().atMost(PATIENCE).until(() -> twitch.journal().count(JournalEntry.Kind.SUBSCRIBED) == 2);
        awaitLive("alice");
        twitch.faults().revoke("user_removed");

        await().atMost(PATIENCE).until(() -> state("alice") == AccountState.PARKED);
        assertThat(status("alice").lastError().orElseThrow()).contains("user_removed");
        awaitLive("alice");
    }

    @Test
    void aRefreshThatIsRefusedIsSeenWhateverCallHasAskedForIt() {
        twitch.addUser("streamer");
        start(account("alice", "streamer"));
        awaitLive("alice");
        twitch.revokeRefreshToken("alice");
        twitch.expireAccessToken("alice");

        for (int i = 0; i < 5; i++) {
            twitch.sayUncounted("alice", "streamer", "message " + i);
        }

        await().atMost(PATIENCE).until(() -> state("alice") == AccountState.NEEDS_LOGIN);
        assertThat(twitch.journal().requests(Endpoint.TOKEN)).isLessThanOrEqualTo(2);
    }

    @Test
    void aFailedHandOverWithManyChannelsLosesNothing() {
        String[] channels = {"one", "two", "three", "four"};
        for (String channel : channels) {
            twitch.addUser(channel);
        }
        start(account("alice", channels));
        await().atMost(PATIENCE).until(() -> status("alice").channelsHeard() == 4);
        twitch.faults().fail(Endpoint.SUBSCRIPTIONS, 503, 3);
        twitch.faults().requestReconnectToInvalid();

        await().atMost(PATIENCE).until(() -> {
            for (String channel : channels) {
                twitch.say("alice", channel, "hello");
            }
            return twitch.connectedSessions("alice") == 1
                    && twitch.enabledSubscriptions("alice") == 4
                    && twitch.journal().requests(Endpoint.SUBSCRIPTIONS) >= 11;
        });

        await().atMost(PATIENCE).until(() -> twitch.served().missing() == 0);
        assertThat(twitch.served().undeliverable()).isZero();
    }

    @Test
    void anExpiredTokenIsRefreshedAndTheNewOneSurvivesARestart() {
        twitch.addUser("streamer");
        AccountConfig alice = account("alice", "streamer");
        twitch.expireAccessToken("alice");
        start(alice);
        awaitLive("alice");
        engine.close();

        // The refresh token of the configuration is used up: only the stored one can help now.
        twitch.expireAccessToken("alice");
        start(alice);

        awaitLive("alice");
    }

    @Test
    @DisplayName("C14 an own message that was handled is stored as seen, somebody else's is not")
    void ownMessagesAreStoredAsSeenByTheTimeTheEngineHasStopped() {
        twitch.addUser("streamer");
        Recording recording = new Recording(Audience.EVERYONE);
        start(recording, account("alice", "streamer"));
        awaitLive("alice");
        List<String> own = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            own.add(twitch.say("alice", "streamer", "own " + i).messageId());
            twitch.say("streamer", "streamer", "somebody else's " + i);
        }
        await().atMost(PATIENCE).until(() -> recording.texts.size() == 6);
        engine.close();

        try (StateDirectory state = StateDirectory.open(directory);
                StateStore store =
                        SqliteStateStore.open(state, state.cipher(Optional.empty()), InstantSource.system())) {
            assertThat(store.seenMessages("alice", Instant.EPOCH))
                    .extracting(seen -> seen.id().value())
                    .containsExactlyInAnyOrderElementsOf(own);
        }
    }

    @Test
    void aTokenThatEndsWhileRunningIsRefreshedByTheFirst401AndTheColourIsSet() {
        twitch.addUser("streamer");
        start(account("alice", "streamer"));
        awaitLive("alice");
        twitch.expireAccessToken("alice");

        twitch.say("alice", "streamer", "hello");

        await().atMost(PATIENCE).until(() -> twitch.served().missing() == 0);
        assertThat(state("alice")).isEqualTo(AccountState.LIVE);
    }

    @Test
    void aHandOverLosesAndDoublesNothing() {
        twitch.addUser("streamer");
        Recording recording = new Recording(Audience.OWN_MESSAGES);
        start(recording, account("alice", "streamer"));
        awaitLive("alice");
        twitch.faults().requestReconnectWithLateWelcome(Duration.ofMillis(300));

        for (int i = 0; i < 200; i++) {
            twitch.say("alice", "streamer", "message " + i);
        }
        await().atMost(PATIENCE).until(() -> recording.texts.size() >= 200);
        await().atMost(PATIENCE).until(() -> twitch.connectedSessions() == 1);
        twitch.say("alice", "streamer", "last");

        await().atMost(PATIENCE).until(() -> recording.texts.contains("last"));
        List<String> expected = new ArrayList<>(
                IntStream.range(0, 200).mapToObj(i -> "message " + i).toList());
        expected.add("last");
        assertThat(recording.texts).containsExactlyElementsOf(expected);
    }

    @Test
    void anAccountThatLostItsConnectionComesBackAndSubscribesAnew() {
        twitch.addUser("streamer");
        start(account("alice", "streamer"));
        awaitLive("alice");

        twitch.faults().dropSockets();

        await().atMost(PATIENCE).until(() -> state("alice") != AccountState.LIVE);
        awaitLive("alice");
        twitch.say("alice", "streamer", "hello again");
        await().atMost(PATIENCE)
                .until(() ->
                        twitch.served().ownMessages() == 1 && twitch.served().missing() == 0);
    }

    @Test
    @LogsErrors
    void aBehaviourThatThrowsDisturbsNoOther() {
        twitch.addUser("streamer");
        Recording recording = new Recording(Audience.EVERYONE);
        ChatBehaviour broken = bot -> message -> {
            throw new IllegalStateException("on purpose");
        };
        engine = builder(account("alice", "streamer"))
                .behaviour("broken", broken)
                .behaviour("recording", recording)
                .build();
        engine.start();
        awaitLive("alice");

        twitch.say("alice", "streamer", "one");
        twitch.say("streamer", "streamer", "two");

        await().atMost(PATIENCE).until(() -> recording.texts.equals(List.of("one", "two")));
    }

    @Test
    @LogsErrors
    void tellsAListenerOfEachStepOfAnAccountInOrderAndOfAPluginThatFails() {
        twitch.addUser("streamer");
        List<EngineEvent> heard = new CopyOnWriteArrayList<>();
        engine = builder(account("alice", "streamer"))
                .behaviour("broken", bot -> message -> {
                    throw new IllegalStateException("on purpose");
                })
                .listener("test", heard::add)
                .build();
        engine.start();
        awaitLive("alice");
        twitch.say("alice", "streamer", "one");
        await().atMost(PATIENCE).until(() -> heard.stream().anyMatch(EngineEvent.PluginFailed.class::isInstance));
        engine.close();

        assertThat(heard)
                .filteredOn(EngineEvent.AccountStatusChanged.class::isInstance)
                .map(event -> ((EngineEvent.AccountStatusChanged) event).after().state())
                .containsSubsequence(AccountState.CONNECTING, AccountState.LIVE, AccountState.STOPPED)
                .last()
                .isEqualTo(AccountState.STOPPED);
        assertThat(heard)
                .filteredOn(EngineEvent.PluginFailed.class::isInstance)
                .map(EngineEvent.PluginFailed.class::cast)
                .singleElement()
                .satisfies(failed -> {
                    assertThat(failed.login()).isEqualTo("alice");
                    assertThat(failed.pluginId()).isEqualTo("broken");
                    assertThat(failed.error()).isEqualTo("IllegalStateException: on purpose");
                });
    }

    @Test
    @LogsErrors
    void aListenerThatThrowsOrHangsDisturbsNeitherTheAccountNorAnotherListener() {
        twitch.addUser("streamer");
        CountDownLatch never = new CountDownLatch(1);
        engine = builder(account("alice", "streamer"))
                .listener("throwing", event -> {
                    throw new IllegalStateException("on purpose");
                })
                .listener("hanging", event -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                })
                .build();
        List<EngineEvent> heard = new CopyOnWriteArrayList<>();
        engine.subscribe("late", heard::add);
        engine.start();

        awaitLive("alice");
        await().atMost(PATIENCE).until(() -> !heard.isEmpty());
        await().atMost(PATIENCE)
                .until(() -> engine.deadLetters().latest().stream()
                        .anyMatch(letter -> letter.listener().equals("throwing")));
    }

    @Test
    void aBehaviourCanSaySomething() {
        twitch.addUser("streamer");
        start(
                bot -> message -> {
                    if (message.text().equals("ping")) {
                        bot.say(message.channel(), "pong");
                    }
                },
                account("alice", "streamer"));
        awaitLive("alice");

        twitch.say("alice", "streamer", "ping");

        await().atMost(PATIENCE)
                .until(() ->
                        twitch.chatLines().stream().anyMatch(line -> line.text().equals("pong")));
    }

    @Test
    void aServerThatIsAwayAtTheStartCostsNoAccount() {
        twitch.addUser("streamer");
        AccountConfig alice = account("alice", "streamer");
        twitch.faults().fail(Endpoint.VALIDATE, 503, 2);
        twitch.faults().fail(Endpoint.USERS, 500, 1);
        twitch.faults().refuseUpgrades(503, 1);
        twitch.faults().fail(Endpoint.SUBSCRIPTIONS, 503, 1);
        start(alice);

        awaitLive("alice");
    }

    @Test
    void aForbiddenChannelDoesNotStopTheOthers() {
        twitch.addUser("streamer");
        twitch.addUser("hostile");
        AccountConfig alice = account("alice", "hostile", "streamer");
        twitch.ban("alice", "hostile");
        start(alice);

        awaitLive("alice");
        twitch.say("alice", "streamer", "hello");
        await().atMost(PATIENCE)
                .until(() ->
                        twitch.served().ownMessages() == 1 && twitch.served().missing() == 0);
        assertThat(status("alice").lastError().orElseThrow()).contains("#hostile");
    }

    @Test
    void needsNoPlatformThreadForAnAccount() {
        twitch.addUser("streamer");
        AccountConfig[] accounts = IntStream.range(0, 200)
                .mapToObj(i -> account("user" + i, "streamer"))
                .toArray(AccountConfig[]::new);
        start(accounts);

        await().atMost(Duration.ofSeconds(60))
                .until(() -> engine.accounts().stream().allMatch(status -> status.state() == AccountState.LIVE));
        assertThat(Thread.getAllStackTraces().keySet()).hasSizeLessThan(60);
    }

    @Test
    void aSecondEngineOnTheSameStateIsRefused() {
        start(account("alice", "alice"));
        Engine second = builder().build();

        assertThat(catchThrowable(second::start))
                .isInstanceOf(EngineStartException.class)
                .hasMessageContaining(directory.toString());
    }

    private void start(AccountConfig... accounts) {
        start(new Changing(), accounts);
    }

    private void start(ChatBehaviour behaviour, AccountConfig... accounts) {
        engine = builder(accounts).behaviour("test", behaviour).build();
        engine.start();
    }

    private Engine.Builder builder(AccountConfig... accounts) {
        return Engine.builder()
                .endpoints(new TwitchEndpoints(twitch.eventSubUrl(), twitch.helixUrl(), twitch.authUrl()))
                .stateDirectory(directory)
                .accounts(List.of(accounts));
    }

    private AccountConfig account(String login, String... channels) {
        SimulatedUser user = twitch.addUser(login);
        return AccountConfig.builder(login, user.clientId())
                .clientSecret(Secret.of(user.clientSecret()))
                .channels(List.of(channels))
                .primeOrTurbo(true)
                .tokens(new ConfiguredTokens(
                        Secret.of(user.accessToken()), Optional.of(Secret.of(user.refreshToken()))))
                .build();
    }

    private void awaitLive(String login) {
        await().atMost(PATIENCE).until(() -> {
            AccountStatus status = status(login);
            return status.state() == AccountState.LIVE && status.channelsHeard() > 0;
        });
    }

    private AccountState state(String login) {
        return status(login).state();
    }

    private AccountStatus status(String login) {
        return engine.accounts().stream()
                .filter(status -> status.login().equals(login))
                .findAny()
                .orElseThrow();
    }

    /** Asks for the next colour after each own message. */
    private static final class Changing implements ChatBehaviour {
        private final AtomicInteger next = new AtomicInteger();

        @Override
        public BehaviourSession open(Bot bot) {
            return message -> bot.changeColor(new ChatColor.Hex(next.incrementAndGet()));
        }
    }

    /** Keeps the texts of what it sees. */
    private static final class Recording implements ChatBehaviour {
        private final List<String> texts = new CopyOnWriteArrayList<>();
        private final Audience audience;

        Recording(Audience audience) {
            this.audience = audience;
        }

        @Override
        public Audience audience() {
            return audience;
        }

        @Override
        public BehaviourSession open(Bot bot) {
            return (ChatMessage message) -> texts.add(message.text());
        }
    }
}
