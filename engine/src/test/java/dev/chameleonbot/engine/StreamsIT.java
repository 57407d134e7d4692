package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.BotEvent.StreamOffline;
import dev.chameleonbot.plugin.api.BotEvent.StreamOnline;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.Registration;
import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.fault.Fault;
import dev.chameleonbot.simulator.journal.JournalEntry.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Streams that begin and end, for sessions that listen to them and for nobody else. */
@ExtendWith(TidyExtension.class)
@DisplayName("D1 events of streams")
final class StreamsIT {
    private static final String ONLINE = "stream.online";
    private static final String OFFLINE = "stream.offline";

    @TempDir
    private Path directory;

    @RegisterExtension
    private final EngineRig rig = new EngineRig(() -> directory);

    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final List<Registration> registrations = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        rig.twitch().addUser("other");
    }

    @Test
    void eachBeginningAndEndIsToldOnceInOrderWithTheMessages() {
        rig.start(watching(), rig.account("alice", "streamer", "other"));
        awaitFollowed(2, 2);
        await().atMost(EngineRig.PATIENCE).until(() -> rig.status("alice").channelsHeard() == 2);
        // Later it would find what begins meanwhile, and tell of that out of turn.
        await("a look at who is live")
                .atMost(EngineRig.PATIENCE)
                .until(() -> rig.twitch().journal().requests(Endpoint.STREAMS) > 0);

        rig.twitch().faults().duplicateNotifications(1);
        rig.twitch().beginStream("streamer");
        rig.twitch().sayUncounted("alice", "streamer", "welcome");
        rig.twitch().beginStream("other");
        rig.twitch().endStream("streamer");
        rig.twitch().sayUncounted("alice", "streamer", "bye");

        awaitNotes("+streamer", "welcome", "+other", "-streamer", "bye");
    }

    @Test
    void nothingIsSubscribedToWhereNobodyListensToStreamsByName() {
        rig.start(
                bot -> {
                    bot.events().listen(BotEvent.class, event -> {});
                    return message -> notes.add(message.text());
                },
                rig.account("alice", "streamer"));
        rig.awaitLive("alice");

        rig.twitch().sayUncounted("alice", "streamer", "hello");
        awaitNotes("hello");
        assertThat(rig.twitch().enabledSubscriptions("alice")).isEqualTo(1);
        assertThat(rig.twitch().journal().requests(Endpoint.STREAMS)).isZero();
    }

    @Test
    void onlyWhatIsListenedToIsSubscribedToAndDeletedWhenNobodyListensAnyMore() {
        rig.start(
                bot -> {
                    registrations.add(bot.events().listen(StreamOnline.class, event -> notes.add("+")));
                    return message -> notes.add(message.text());
                },
                rig.account("alice", "streamer"));
        awaitFollowed(1, 0);
        rig.awaitLive("alice");

        registrations.forEach(Registration::close);

        awaitFollowed(0, 0);
        rig.twitch().beginStream("streamer");
        // Chat of the same channel is heard as before.
        rig.twitch().sayUncounted("alice", "streamer", "hello");
        awaitNotes("hello");
        assertThat(rig.status("alice").channelsHeard()).isEqualTo(1);
    }

    @Test
    void aStreamThatIsUnderWayAlreadyIsToldOf() {
        rig.twitch().beginStream("streamer");

        rig.start(watching(), rig.account("alice", "streamer", "other"));

        awaitNotes("+streamer");
    }

    @Test
    void anUpdateOfThePluginDoesNotSubscribeAnewAndItsSuccessorHearsOfWhatIsLive() throws Exception {
        rig.start(watching(), rig.account("alice", "streamer"));
        awaitFollowed(1, 1);
        rig.twitch().beginStream("streamer");
        awaitNotes("+streamer");

        rig.engine().deploy("test", List.of(watching()));

        awaitNotes("+streamer", "+streamer");
        rig.twitch().endStream("streamer");
        awaitNotes("+streamer", "+streamer", "-streamer");
        assertThat(rig.twitch().journal().count(Kind.UNSUBSCRIBED)).isZero();
        assertThat(rig.twitch().journal().count(Kind.SUBSCRIBED)).isEqualTo(3);
    }

    @Test
    void nothingIsLostOrDoubledByAHandOver() throws Exception {
        rig.start(watching(), rig.account("alice", "streamer"));
        awaitFollowed(1, 1);
        rig.awaitLive("alice");

        Fault move = rig.twitch().faults().only("alice").requestReconnect();
        assertThat(move.awaitHits(1, EngineRig.PATIENCE)).isTrue();
        rig.twitch().beginStream("streamer");
        rig.twitch().endStream("streamer");

        awaitNotes("+streamer", "-streamer");
        assertThat(rig.twitch().journal().count(Kind.SUBSCRIBED)).isEqualTo(3);
    }

    @Test
    void whatHappensWhileTheConnectionIsLostIsToldAfterwards() throws Exception {
        rig.startWith(
                builder -> EngineRig.hurried(builder).behaviour("test", watching()),
                rig.account("alice", "streamer", "other"));
        awaitFollowed(2, 2);
        rig.awaitLive("alice");

        Fault away = rig.twitch().faults().refuseUpgrades(503, 1);
        rig.twitch().faults().only("alice").dropSockets();
        assertThat(away.awaitHits(1, EngineRig.PATIENCE)).isTrue();
        rig.twitch().beginStream("streamer");
        awaitFollowed(2, 2);
        awaitNotes("+streamer");

        rig.twitch().beginStream("other");
        awaitNotes("+streamer", "+other");
    }

    @Test
    void channelsThatAreJoinedAndLeftAreFollowed() {
        AccountConfig alice = rig.account("alice", "streamer");
        rig.start(watching(), alice);
        awaitFollowed(1, 1);

        rig.engine().reconfigure(List.of(alice.withChannels(List.of("streamer", "other"))));
        awaitFollowed(2, 2);
        rig.engine().reconfigure(List.of(alice.withChannels(List.of("other"))));
        rig.twitch().beginStream("streamer");
        awaitFollowed(1, 1);
        rig.twitch().beginStream("other");

        awaitNotes("+other");
    }

    @Test
    void whatWouldCostTooMuchIsRefusedAndChatIsHeardAsBefore() {
        List<String> channels = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            rig.twitch().addUser("channel" + i);
            channels.add("channel" + i);
        }
        rig.start(watching(), rig.account("alice", channels.toArray(String[]::new)));

        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.twitch().enabledSubscriptions("alice") == 17
                        && rig.status("alice").channelsHeard() == 7
                        && rig.status("alice").lastError().isPresent());

        assertThat(rig.status("alice").state()).isEqualTo(AccountState.LIVE);
        assertThat(rig.status("alice").lastError().orElseThrow()).contains("does not tell of the stream of #channel");
        rig.twitch().sayUncounted("alice", "channel6", "hello");
        awaitNotes("hello");
        assertThat(rig.engine().diagnostics().getFirst().budget()).isNotEqualTo(Optional.of(0));
    }

    @Test
    void aRefusalOfAllThatIsAboutStreamsDoesNotParkTheAccountAndIsTriedAgain() {
        Fault refusal = refusing(403);

        assertThat(rig.status("alice").state()).isEqualTo(AccountState.LIVE);
        assertThat(rig.status("alice").channelsHeard()).isEqualTo(1);
        refusal.close();
        awaitFollowed(1, 1);
    }

    @Test
    void aTokenThatIsRefusedForStreamsIsNotRefreshedAgainAndAgain() {
        try (Fault refusal = refusing(401)) {
            assertThat(rig.status("alice").state()).isEqualTo(AccountState.LIVE);
            assertThat(rig.status("alice").channelsHeard()).isEqualTo(1);
            assertThat(rig.twitch().journal().requests(Endpoint.TOKEN)).isLessThanOrEqualTo(2);
            assertThat(refusal.hits()).isPositive();
        }
    }

    /** Listens from some time on, and is refused that; what Twitch does not tell of is found by asking. */
    private Fault refusing(int status) {
        rig.startWith(
                builder -> EngineRig.hurried(builder).behaviour("test", bot -> message -> {
                    notes.add(message.text());
                    watch(bot);
                }),
                rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        Fault refusal = rig.twitch().faults().only("alice").fail(Endpoint.SUBSCRIPTIONS, status, 1_000);
        rig.twitch().beginStream("streamer");

        rig.twitch().sayUncounted("alice", "streamer", "listen");

        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.status("alice").lastError().orElse("").contains("the stream of #streamer"));
        awaitNotes("listen", "+streamer");
        return refusal;
    }

    private ChatBehaviour watching() {
        return this::watch;
    }

    private BehaviourSession watch(Bot bot) {
        bot.events().listen(StreamOnline.class, event -> notes.add("+" + event.channelLogin()));
        bot.events().listen(StreamOffline.class, event -> notes.add("-" + event.channelLogin()));
        return message -> notes.add(message.text());
    }

    private void awaitFollowed(int online, int offline) {
        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.twitch().enabledSubscriptions("alice", ONLINE) == online
                        && rig.twitch().enabledSubscriptions("alice", OFFLINE) == offline);
    }

    private void awaitNotes(String... expected) {
        await().atMost(EngineRig.PATIENCE).untilAsserted(() -> assertThat(notes).containsExactly(expected));
    }
}
