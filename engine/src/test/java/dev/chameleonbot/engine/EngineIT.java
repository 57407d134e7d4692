package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.engine.model.Secret;
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
import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.fault.Fault;
import dev.chameleonbot.simulator.journal.JournalEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A6 and the engine as a whole, against the simulator over real sockets. */
@ExtendWith(TidyExtension.class)
@DisplayName("A6 from the configuration to a live account")
final class EngineIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final EngineRig rig = new EngineRig(() -> directory);

    @Test
    void changesTheColourAfterEachOwnMessageAndNeverAfterSomebodyElses() {
        rig.twitch().addUser("stranger");
        rig.start(rig.account("alice", "streamer"));
        rig.awaitLive("alice");

        for (int i = 0; i < 20; i++) {
            rig.twitch().say("alice", "streamer", "message " + i);
            rig.twitch().say("stranger", "streamer", "hi " + i);
        }

        await().atMost(EngineRig.PATIENCE).until(() -> rig.twitch().served().missing() == 0);
        assertThat(rig.twitch().served().ownMessages()).isEqualTo(20);
        assertThat(rig.twitch().served().otherMessages()).isEqualTo(20);
        assertThat(rig.twitch().served().duplicates()).isZero();
    }

    @Test
    void oneAccountThatCannotStartIsReportedAndTheOthersRun() {
        AccountConfig refused = rig.account("refused", "streamer");
        rig.twitch().expireAccessToken("refused");
        rig.twitch().revokeRefreshToken("refused");
        rig.start(refused, rig.account("lost", "nosuchchannel"), rig.account("alice", "streamer", "nosuchchannel"));

        rig.awaitLive("alice");
        rig.awaitState("refused", AccountState.NEEDS_LOGIN);
        rig.awaitState("lost", AccountState.PARKED);
        rig.awaitError("lost", "nosuchchannel");
        assertThat(rig.status("refused").advice()).isPresent();
        rig.awaitError("alice", "nosuchchannel");
        assertThat(rig.status("alice").channelsHeard()).isEqualTo(1);
    }

    @Test
    void anAccountWithATokenAndNoClientIdWorks() {
        SimulatedUser alice = rig.twitch().addUser("alice");
        rig.start(AccountConfig.builder("alice")
                .channels(List.of("streamer"))
                .tokens(new ConfiguredTokens(Secret.of(alice.accessToken()), Optional.empty()))
                .build());
        rig.awaitLive("alice");

        rig.sayAndAwaitColor("alice", "streamer");
    }

    @Test
    void aTokenOfAnotherAccountIsRefusedWithTheReason() {
        SimulatedUser mallory = rig.twitch().addUser("mallory");
        AccountConfig wrong = AccountConfig.builder("alice", mallory.clientId())
                .channels(List.of("streamer"))
                .tokens(new ConfiguredTokens(Secret.of(mallory.accessToken()), Optional.empty()))
                .build();
        rig.start(wrong);

        rig.awaitState("alice", AccountState.NEEDS_LOGIN);
        rig.awaitError("alice", "mallory");
    }

    @Test
    void anAccountThatIsRefusedTheLookUpOfAChannelTakesNoOtherWithIt() {
        AccountConfig alice = rig.account("alice", "streamer");
        AccountConfig bob = rig.account("bob", "streamer");
        rig.twitch().faults().only("alice").fail(Endpoint.USERS, 401, 1_000);
        // Alice asks first and is slow to be refused, so that Bob waits for what she is told.
        rig.twitch().faults().only("alice").delay(Endpoint.USERS, Duration.ofSeconds(1), 2);
        rig.twitch().faults().only("bob").delay(Endpoint.VALIDATE, Duration.ofMillis(500), 1);
        rig.twitch().revokeRefreshToken("alice");
        rig.start(alice, bob);

        rig.awaitLive("bob");
        rig.awaitState("alice", AccountState.PARKED);
        assertThat(rig.status("bob").state()).isEqualTo(AccountState.LIVE);
    }

    @Test
    void aStopInTheMiddleOfARefreshKeepsTheTokenThatTheRefreshBrings() {
        AccountConfig alice = rig.account("alice", "streamer");
        rig.twitch().expireAccessToken("alice");
        rig.twitch().faults().delay(Endpoint.TOKEN, Duration.ofMillis(1_500), 1);
        rig.start(alice);
        await().atMost(EngineRig.PATIENCE).until(() -> rig.twitch().journal().requests(Endpoint.VALIDATE) == 1);
        rig.engine().close();

        rig.twitch().expireAccessToken("alice");
        rig.start(alice);

        rig.awaitLive("alice");
    }

    @Test
    void accountsThatTwitchDoesNotAnswerKeepNoOtherFromStarting() {
        AccountConfig[] accounts = IntStream.rangeClosed(0, 70)
                .mapToObj(i -> rig.account(i < 70 ? "hanging" + i : "alice", "streamer"))
                .toArray(AccountConfig[]::new);
        for (int i = 0; i < 70; i++) {
            rig.twitch().faults().only("hanging" + i).neverAnswer(Endpoint.VALIDATE, 100);
        }

        rig.start(accounts);

        rig.awaitLive("alice");
        assertThat(rig.status("hanging0").state()).isEqualTo(AccountState.STARTING);
        assertThat(rig.status("hanging0").lastError())
                .as("before the first request was given up")
                .isEmpty();
    }

    @Test
    void anAccountThatHearsNothingAnyMoreIsNotLive() {
        rig.startHurried(rig.account("alice", "streamer"));
        rig.awaitLive("alice");

        rig.twitch().faults().revoke("user_removed");
        // The first time it may be a mistake, and is made good at once.
        await().atMost(EngineRig.PATIENCE).until(() -> rig.twitch().journal().count(JournalEntry.Kind.SUBSCRIBED) == 2);
        rig.awaitLive("alice");
        rig.twitch().faults().revoke("user_removed");

        rig.awaitState("alice", AccountState.PARKED);
        rig.awaitError("alice", "user_removed");
        rig.awaitLive("alice");
    }

    @Test
    void aRefreshThatIsRefusedIsSeenWhateverCallHasAskedForIt() {
        rig.start(rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        rig.twitch().revokeRefreshToken("alice");
        rig.twitch().expireAccessToken("alice");

        for (int i = 0; i < 5; i++) {
            rig.twitch().sayUncounted("alice", "streamer", "message " + i);
        }

        rig.awaitState("alice", AccountState.NEEDS_LOGIN);
        assertThat(rig.twitch().journal().requests(Endpoint.TOKEN)).isLessThanOrEqualTo(2);
    }

    @Test
    void aFailedHandOverWithManyChannelsLosesNothing() {
        String[] channels = {"one", "two", "three", "four"};
        for (String channel : channels) {
            rig.twitch().addUser(channel);
        }
        rig.startHurried(rig.account("alice", channels));
        await().atMost(EngineRig.PATIENCE).until(() -> rig.status("alice").channelsHeard() == 4);
        rig.twitch().faults().fail(Endpoint.SUBSCRIPTIONS, 503, 3);
        rig.twitch().faults().requestReconnectToInvalid();

        await().atMost(EngineRig.PATIENCE)
                .pollInterval(EngineRig.BETWEEN_MESSAGES)
                .until(() -> {
                    for (String channel : channels) {
                        rig.twitch().say("alice", channel, "hello");
                    }
                    return rig.twitch().connectedSessions("alice") == 1
                            && rig.twitch().enabledSubscriptions("alice") == 4
                            && rig.twitch().journal().requests(Endpoint.SUBSCRIPTIONS) >= 11;
                });

        await().atMost(EngineRig.PATIENCE).until(() -> rig.twitch().served().missing() == 0);
        assertThat(rig.twitch().served().undeliverable()).isZero();
    }

    @Test
    void anExpiredTokenIsRefreshedAndTheNewOneSurvivesARestart() {
        AccountConfig alice = rig.account("alice", "streamer");
        rig.twitch().expireAccessToken("alice");
        rig.start(alice);
        rig.awaitLive("alice");
        rig.engine().close();

        // The refresh token of the configuration is used up: only the stored one can help now.
        rig.twitch().expireAccessToken("alice");
        rig.start(alice);

        rig.awaitLive("alice");
    }

    @Test
    @DisplayName("C14 an own message that was handled is stored as seen, somebody else's is not")
    void ownMessagesAreStoredAsSeenByTheTimeTheEngineHasStopped() {
        Recording recording = new Recording(Audience.EVERYONE);
        rig.start(recording, rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        List<String> own = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            own.add(rig.twitch().say("alice", "streamer", "own " + i).messageId());
            rig.twitch().say("streamer", "streamer", "somebody else's " + i);
        }
        await().atMost(EngineRig.PATIENCE).until(() -> recording.texts.size() == 6);
        rig.engine().close();

        try (StateDirectory state = StateDirectory.open(directory);
                StateStore store = SqliteStateStore.open(
                        state, state.cipher(Optional.empty()), InstantSource.system(), trouble -> {})) {
            assertThat(store.seenMessages("alice", Instant.EPOCH))
                    .extracting(seen -> seen.id().value())
                    .containsExactlyInAnyOrderElementsOf(own);
        }
    }

    @Test
    void aTokenThatEndsWhileRunningIsRefreshedByTheFirst401AndTheColourIsSet() {
        rig.start(rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        rig.twitch().expireAccessToken("alice");

        rig.twitch().say("alice", "streamer", "hello");

        await().atMost(EngineRig.PATIENCE).until(() -> rig.twitch().served().missing() == 0);
        assertThat(rig.status("alice").state()).isEqualTo(AccountState.LIVE);
    }

    @Test
    void aHandOverLosesAndDoublesNothing() {
        Recording recording = new Recording(Audience.OWN_MESSAGES);
        rig.start(recording, rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        rig.twitch().faults().requestReconnectWithLateWelcome(Duration.ofMillis(300));

        for (int i = 0; i < 200; i++) {
            rig.twitch().say("alice", "streamer", "message " + i);
        }
        await().atMost(EngineRig.PATIENCE).until(() -> recording.texts.size() >= 200);
        await().atMost(EngineRig.PATIENCE).until(() -> rig.twitch().connectedSessions() == 1);
        rig.twitch().say("alice", "streamer", "last");

        await().atMost(EngineRig.PATIENCE).until(() -> recording.texts.contains("last"));
        List<String> expected = new ArrayList<>(
                IntStream.range(0, 200).mapToObj(i -> "message " + i).toList());
        expected.add("last");
        assertThat(recording.texts).containsExactlyElementsOf(expected);
    }

    @Test
    void whatComesLateOnTheOldConnectionOfAHandOverIsServedOnce() throws InterruptedException {
        List<String> said = new ArrayList<>();
        List<String> heard = new CopyOnWriteArrayList<>();
        rig.start(
                bot -> message -> {
                    heard.add(message.text());
                    bot.changeColor(new ChatColor.Hex(heard.size()));
                },
                rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        Fault move = rig.twitch().faults().requestReconnect();
        do {
            say("during the hand-over " + said.size(), said);
        } while (!move.awaitOver(Duration.ofMillis(1)));
        // Its answer comes after the welcome of the new connection has been read.
        say("on the new connection", said);
        awaitAnswers(said, heard);
        long changes = rig.twitch().served().colorChanges();

        Fault late = rig.twitch().faults().lateNotifications(3);
        rig.twitch().faults().duplicateNotifications(1);
        for (String text :
                List.of("on both connections", "on the old one", "last on the old one", "last on the new one")) {
            say(text, said);
            awaitAnswers(said, heard);
        }

        // Each connection is read in order: with the last message of both, nothing is on its way.
        assertThat(heard).containsExactlyInAnyOrderElementsOf(said);
        assertThat(late.hits()).isEqualTo(3);
        assertThat(rig.twitch().served().colorChanges()).isEqualTo(changes + 4);
        assertThat(rig.twitch().served().missing()).isZero();
    }

    private void say(String text, List<String> said) {
        rig.twitch().say("alice", "streamer", text);
        said.add(text);
    }

    /** Waits until the colour is that of the last message, or one of the connections has ended. */
    private void awaitAnswers(List<String> said, List<String> heard) throws InterruptedException {
        rig.twitch()
                .await(
                        () -> (heard.size() >= said.size()
                                        && rig.twitch().color("alice").equals("#%06X".formatted(heard.size())))
                                || rig.twitch().journal().count(JournalEntry.Kind.DISCONNECTED) > 0,
                        EngineRig.PATIENCE);
    }

    @Test
    void anAccountThatLostItsConnectionComesBackAndSubscribesAnew() {
        rig.start(rig.account("alice", "streamer"));
        rig.awaitLive("alice");

        rig.twitch().faults().dropSockets();

        await().atMost(EngineRig.PATIENCE).until(() -> rig.status("alice").state() != AccountState.LIVE);
        rig.awaitLive("alice");
        rig.sayAndAwaitColor("alice", "streamer");
    }

    @Test
    @LogsErrors
    void aBehaviourThatThrowsDisturbsNoOther() {
        Recording recording = new Recording(Audience.EVERYONE);
        ChatBehaviour broken = bot -> message -> {
            throw new IllegalStateException("on purpose");
        };
        rig.startWith(
                builder -> builder.behaviour("broken", broken).behaviour("recording", recording),
                rig.account("alice", "streamer"));
        rig.awaitLive("alice");

        rig.twitch().say("alice", "streamer", "one");
        rig.twitch().say("streamer", "streamer", "two");

        await().atMost(EngineRig.PATIENCE).until(() -> recording.texts.equals(List.of("one", "two")));
    }

    @Test
    @LogsErrors
    void tellsAListenerOfEachStepOfAnAccountInOrderAndOfAPluginThatFails() {
        List<EngineEvent> heard = new CopyOnWriteArrayList<>();
        rig.startWith(
                builder -> builder.behaviour("broken", bot -> message -> {
                            throw new IllegalStateException("on purpose");
                        })
                        .listener("test", heard::add),
                rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        rig.twitch().say("alice", "streamer", "one");
        await().atMost(EngineRig.PATIENCE)
                .until(() -> heard.stream().anyMatch(EngineEvent.PluginFailed.class::isInstance));
        rig.engine().close();

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
        CountDownLatch never = new CountDownLatch(1);
        Engine engine = rig.builder(rig.account("alice", "streamer"))
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
        rig.start(engine);

        rig.awaitLive("alice");
        await().atMost(EngineRig.PATIENCE).until(() -> !heard.isEmpty());
        await().atMost(EngineRig.PATIENCE)
                .until(() -> engine.deadLetters().latest().stream()
                        .anyMatch(letter -> letter.listener().equals("throwing")));
    }

    @Test
    void aBehaviourCanSaySomething() {
        rig.start(
                bot -> message -> {
                    if (message.text().equals("ping")) {
                        bot.say(message.channel(), "pong");
                    }
                },
                rig.account("alice", "streamer"));
        rig.awaitLive("alice");

        rig.twitch().say("alice", "streamer", "ping");

        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.twitch().chatLines().stream()
                        .anyMatch(line -> line.text().equals("pong")));
    }

    @Test
    void aServerThatIsAwayAtTheStartCostsNoAccount() {
        AccountConfig alice = rig.account("alice", "streamer");
        rig.twitch().faults().fail(Endpoint.VALIDATE, 503, 2);
        rig.twitch().faults().fail(Endpoint.USERS, 500, 1);
        rig.twitch().faults().refuseUpgrades(503, 1);
        rig.twitch().faults().fail(Endpoint.SUBSCRIPTIONS, 503, 1);
        rig.startHurried(alice);

        rig.awaitLive("alice");
    }

    @Test
    void aForbiddenChannelDoesNotStopTheOthers() {
        rig.twitch().addUser("hostile");
        AccountConfig alice = rig.account("alice", "hostile", "streamer");
        rig.twitch().ban("alice", "hostile");
        rig.start(alice);

        rig.awaitLive("alice");
        rig.sayAndAwaitColor("alice", "streamer");
        rig.awaitError("alice", "#hostile");
    }

    @Test
    void aSecondEngineOnTheSameStateIsRefused() {
        rig.start(rig.account("alice", "alice"));
        Engine second = rig.builder().build();

        assertThat(catchThrowable(second::start))
                .isInstanceOf(EngineStartException.class)
                .hasMessageContaining(directory.toString());
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
