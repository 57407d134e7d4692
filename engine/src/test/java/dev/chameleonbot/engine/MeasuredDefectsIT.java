package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.UserOptions;
import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.journal.JournalEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What was measured to go wrong in the original and in other clients, each as a test of this one. */
@ExtendWith(TidyExtension.class)
@DisplayName("What other clients get wrong")
final class MeasuredDefectsIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final EngineRig rig = new EngineRig(() -> directory);

    @Test
    void aTokenRefreshLeavesTheSocketAloneAndListening() {
        rig.start(rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        rig.twitch().expireAccessToken("alice");

        rig.sayAndAwaitColor("alice", "streamer");
        rig.sayAndAwaitColor("alice", "streamer");

        assertThat(rig.twitch().journal().requests(Endpoint.TOKEN)).isEqualTo(1);
        assertThat(rig.twitch().journal().count(JournalEntry.Kind.CONNECTED)).isEqualTo(1);
        assertThat(rig.twitch().journal().count(JournalEntry.Kind.SUBSCRIBED)).isEqualTo(1);
    }

    @Test
    void aTokenIsReplacedBeforeItEnds() {
        SimulatedUser alice = rig.twitch().addUser("alice", UserOptions.usual().withExpiresIn(Duration.ofSeconds(4)));
        rig.start(AccountConfig.builder("alice", alice.clientId())
                .clientSecret(Secret.of(alice.clientSecret()))
                .channels(List.of("streamer"))
                .tokens(new ConfiguredTokens(
                        Secret.of(alice.accessToken()), Optional.of(Secret.of(alice.refreshToken()))))
                .build());

        await().atMost(EngineRig.PATIENCE).until(() -> rig.twitch().journal().requests(Endpoint.TOKEN) >= 2);

        assertThat(rig.twitch().journal().requests(Endpoint.VALIDATE, 401)).isZero();
        assertThat(rig.twitch().journal().requests(Endpoint.TOKEN, 400)).isZero();
    }

    @Test
    void aSlowChangeDelaysNothingButItselfAndIsFollowedByTheNewestOnly() {
        rig.start(rig.account("alice", "streamer"), rig.account("bystander", "streamer"));
        rig.awaitLive("alice");
        rig.awaitLive("bystander");
        rig.twitch().faults().only("alice").delay(Endpoint.COLOR, Duration.ofSeconds(4), 1);

        for (int i = 0; i < 20; i++) {
            rig.twitch().say("alice", "streamer", "message " + i);
        }
        for (int i = 0; i < 5; i++) {
            long before = rig.twitch().served().colorChanges();
            rig.twitch().say("bystander", "streamer", "hello " + i);
            await().atMost(Duration.ofSeconds(3))
                    .until(() -> rig.twitch().served().colorChanges() > before);
        }

        await().atMost(EngineRig.PATIENCE).until(() -> changes("alice") == 2);
        assertThat(rig.twitch().served().missing()).isZero();
        rig.sayAndAwaitColor("bystander", "streamer");
        assertThat(changes("alice")).isEqualTo(2);
    }

    private int changes(String login) {
        return rig.twitch()
                .journal()
                .entries(JournalEntry.Kind.COLOR_CHANGE, login)
                .size();
    }

    @Test
    void aServerThatRefusesConnectionsAtTheStartCostsNoAccount() {
        AccountConfig[] accounts = IntStream.range(0, 20)
                .mapToObj(i -> rig.account("user" + i, "streamer"))
                .toArray(AccountConfig[]::new);
        rig.twitch().faults().refuseConnections(Duration.ofSeconds(1));

        rig.startHurried(accounts);

        for (AccountConfig account : accounts) {
            rig.awaitLive(account.login());
        }
    }

    @Test
    void aStopWaitsForTheColourThatIsUnderWay() {
        List<String> results = new CopyOnWriteArrayList<>();
        // However long a busy machine takes for the answer, it is waited for.
        rig.startWith(
                builder -> builder.stopDeadline(EngineRig.PATIENCE)
                        .behaviour(
                                "test",
                                bot -> message -> bot.changeColor(
                                        ChatColor.Preset.SEA_GREEN,
                                        result -> results.add(result.getClass().getSimpleName()))),
                rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        // The simulator does the work at once and answers late: only the answer shows that it was waited for.
        rig.twitch().faults().delay(Endpoint.COLOR, Duration.ofSeconds(1), 1);
        rig.twitch().say("alice", "streamer", "last words");
        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.twitch().journal().count(JournalEntry.Kind.COLOR_CHANGE) == 1);

        rig.engine().close();

        assertThat(results).containsExactly("Changed");
    }

    @Test
    void aStopWithFiveHundredAccountsEndsWithinItsDeadline() {
        AccountConfig[] accounts = IntStream.range(0, 500)
                .mapToObj(i -> rig.account("user" + i, "streamer"))
                .toArray(AccountConfig[]::new);
        rig.start(accounts);
        await().atMost(Duration.ofMinutes(2))
                .until(() -> rig.engine().accounts().stream().allMatch(one -> one.state() == AccountState.LIVE));

        long begin = System.nanoTime();
        rig.engine().close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        await().atMost(EngineRig.PATIENCE).until(() -> rig.twitch().connectedSessions() == 0);
    }

    @Test
    void aMessageThatComesTwiceReachesABehaviourOnceAndOnlyTheOneThatWantsIt() {
        Recording own = new Recording(Audience.OWN_MESSAGES);
        Recording everyone = new Recording(Audience.EVERYONE);
        EngineBuilder builder = rig.builder(rig.account("alice", "streamer"))
                .behaviour("own", own)
                .behaviour("everyone", everyone);
        try (Engine engine = builder.build()) {
            engine.start();
            await().atMost(EngineRig.PATIENCE)
                    .until(() -> engine.accounts().getFirst().channelsHeard() == 1);
            rig.twitch().faults().duplicateNotifications(2);
            rig.twitch().sayUncounted("alice", "streamer", "mine");
            rig.twitch().sayUncounted("streamer", "streamer", "theirs");
            rig.twitch().sayUncounted("alice", "streamer", "mine again");

            await().atMost(EngineRig.PATIENCE).until(() -> own.texts.contains("mine again"));
            await().atMost(EngineRig.PATIENCE).until(() -> everyone.texts.contains("mine again"));
            assertThat(own.texts).containsExactly("mine", "mine again");
            assertThat(everyone.texts).containsExactly("mine", "theirs", "mine again");
        }
    }

    @Test
    void aHexColourThatIsRefusedIsToldAsThatAndAPresetIsTaken() {
        SimulatedUser poor = rig.twitch().addUser("poor", UserOptions.usual().withPrime(false));
        List<String> results = new CopyOnWriteArrayList<>();
        rig.start(
                bot -> message -> bot.changeColor(
                        message.text().equals("hex") ? new ChatColor.Hex(0x123456) : ChatColor.Preset.SEA_GREEN,
                        result -> results.add(result.getClass().getSimpleName())),
                AccountConfig.builder("poor", poor.clientId())
                        .channels(List.of("streamer"))
                        .tokens(new ConfiguredTokens(Secret.of(poor.accessToken()), Optional.empty()))
                        .build());
        rig.awaitLive("poor");

        rig.twitch().sayUncounted("poor", "streamer", "hex");
        await().atMost(EngineRig.PATIENCE).until(() -> results.size() == 1);
        rig.twitch().sayUncounted("poor", "streamer", "preset");
        await().atMost(EngineRig.PATIENCE).until(() -> results.size() == 2);

        assertThat(results).containsExactly("HexRefused", "Changed");
        assertThat(rig.twitch().color("poor")).isEqualTo("#2E8B57");
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
            return message -> texts.add(message.text());
        }
    }
}
