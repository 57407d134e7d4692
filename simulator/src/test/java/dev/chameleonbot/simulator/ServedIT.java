package dev.chameleonbot.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.simulator.journal.JournalEntry.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages over real sockets, and how the simulator weighs them. */
class ServedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Simulator simulator;
    private TwitchClient twitch;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.builder().start();
        twitch = new TwitchClient(simulator);
    }

    @AfterEach
    void stop() throws IOException {
        twitch.close();
        simulator.close();
    }

    @Test
    void aChangeServesTheMessageBeforeIt() throws Exception {
        SimulatedUser alice = simulator.addUser("Alice");
        EventSubClient socket = twitch.listen(alice, "alice");

        ChatLine line = simulator.say("alice", "alice", "hello");
        assertThat(line.receivers()).isEqualTo(1);
        assertThat(socket.next("notification").at("/payload/event/message_id").asText())
                .isEqualTo(line.messageId());
        assertThat(simulator.served().missing()).isEqualTo(1);

        assertThat(twitch.putColor(alice, "#12abcd").status()).isEqualTo(204);
        ServedReport report = simulator.served();
        assertThat(report.ownMessages()).isEqualTo(1);
        assertThat(report.colorChanges()).isEqualTo(1);
        assertThat(simulator.colorChanges(alice)).isEqualTo(1);
        assertThat(report.missing()).isZero();
        assertThat(report.duplicates()).isZero();
        assertThat(report.latencyMicros().max()).isPositive();

        simulator.say("alice", "alice", "again");
        assertThat(socket.next("notification").at("/payload/event/color").asText())
                .isEqualTo("#12ABCD");
    }

    @Test
    void tellsOfEachServedMessageFromWhenItWasDue() throws Exception {
        List<ServedMessage> served = new CopyOnWriteArrayList<>();
        try (Simulator listened = Simulator.builder().whenServed(served::add).start();
                TwitchClient client = new TwitchClient(listened)) {
            SimulatedUser alice = listened.addUser("alice");
            EventSubClient socket = client.listen(alice, "alice");
            long due = System.nanoTime() - Duration.ofSeconds(1).toNanos();
            listened.sayDueAt(due, "alice", "alice", "late");
            assertThat(socket.nextChat()).isEqualTo("late");
            client.putColor(alice, "red");

            assertThat(served).singleElement().satisfies(message -> {
                assertThat(message.userId()).isEqualTo(alice.id());
                assertThat(message.dueNanos()).isEqualTo(due);
                assertThat(message.servedNanos()).isGreaterThanOrEqualTo(message.writtenNanos());
            });
            assertThat(listened.served().latencyMicros().max())
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos() / 1000);
        }
    }

    @Test
    void countsWhatOthersSayAndWhatReachesNobody() throws Exception {
        SimulatedUser alice = simulator.addUser("alice");
        simulator.addUser("elsewhere");
        EventSubClient socket = twitch.listen(alice, "alice");

        assertThat(simulator.say("stranger", "alice", "hi").ownReceivers()).isZero();
        assertThat(simulator.say("alice", "elsewhere", "nobody listens").receivers())
                .isZero();
        simulator.sayUncounted("alice", "alice", "ccd");
        assertThat(socket.nextChat()).isEqualTo("hi");
        assertThat(socket.nextChat()).isEqualTo("ccd");

        ServedReport report = simulator.served();
        assertThat(report.ownMessages()).isZero();
        assertThat(report.otherMessages()).isEqualTo(1);
        assertThat(report.undeliverable()).isEqualTo(1);
        assertThat(report.missing()).isZero();
        assertThat(simulator.journal().count(Kind.OWN_MESSAGE)).isEqualTo(1);
    }

    @Test
    void countsAMessageOnceHoweverOftenItIsDelivered() throws Exception {
        SimulatedUser alice = simulator.addUser("alice");
        simulator.addUser("guest");
        EventSubClient socket = twitch.listen(alice, "alice", "guest");

        simulator.faults().duplicateNotifications(2);
        ChatLine line = simulator.sayShared("alice", "alice", "both", "guest");
        assertThat(line.receivers()).isEqualTo(2);
        for (int i = 0; i < 4; i++) {
            assertThat(socket.nextChat()).isEqualTo("both");
        }
        assertThat(simulator.await(() -> simulator.journal().count(Kind.OWN_MESSAGE) == 4, PATIENCE))
                .isTrue();
        assertThat(simulator.served().ownMessages()).isEqualTo(1);

        twitch.putColor(alice, "red");
        twitch.putColor(alice, "blue");
        assertThat(simulator.served().duplicates()).isEqualTo(1);
    }

    @Test
    void oneChangeServesABurst() throws Exception {
        SimulatedUser alice = simulator.addUser("alice");
        EventSubClient socket = twitch.listen(alice, "alice");
        for (int i = 0; i < 20; i++) {
            simulator.say("alice", "alice", "burst " + i);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(socket.nextChat()).isEqualTo("burst " + i);
        }
        assertThat(simulator.served().missing()).isEqualTo(20);
        twitch.putColor(alice, "red");
        assertThat(simulator.served().missing()).isZero();
        assertThat(simulator.served().duplicates()).isZero();
    }
}
