package dev.chameleonbot.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chameleonbot.simulator.fault.Fault;
import dev.chameleonbot.simulator.journal.JournalEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions over real sockets: frames, keepalives, close codes and reconnects. */
class EventSubIT {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(150);

    private Simulator simulator;
    private TwitchClient twitch;
    private SimulatedUser alice;

    @BeforeEach
    void start() throws IOException {
        start(Simulator.builder());
    }

    private void start(SimulatorBuilder builder) throws IOException {
        simulator = builder.start();
        twitch = new TwitchClient(simulator);
        alice = simulator.addUser("Alice");
    }

    private void restart(SimulatorBuilder builder) throws IOException {
        stop();
        start(builder);
    }

    @AfterEach
    void stop() throws IOException {
        twitch.close();
        simulator.close();
    }

    @Test
    void everyFrameHasTheFieldsOfTwitchInTheirOrder() throws Exception {
        restart(Simulator.builder().keepalive(SHORT));
        simulator.addUser("guest");
        EventSubClient socket = twitch.connect();
        JsonNode welcome = socket.next("session_welcome");
        assertThat(shape(welcome)).isEqualTo(shape(fixture("session_welcome")));
        assertThat(welcome.at("/metadata/message_timestamp").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z");
        assertThat(welcome.at("/metadata/message_id").asText()).hasSize(44).endsWith("=");
        assertThat(shape(EventSubClient.parse(socket.nextText()))).isEqualTo(shape(fixture("session_keepalive")));

        twitch.subscribe(alice, "alice", socket.sessionId());
        twitch.subscribe(alice, "guest", socket.sessionId());
        simulator.sayShared("alice", "alice", "hello", "guest");
        JsonNode original = socket.next("notification");
        JsonNode copy = socket.next("notification");
        assertThat(shape(original)).isEqualTo(shape(fixture("notification_chat_message")));
        assertThat(shape(copy.at("/payload/subscription")))
                .isEqualTo(shape(fixture("notification_chat_message_shared").at("/payload/subscription")));
        assertThat(fieldNames(copy.at("/payload/event")))
                .isEqualTo(
                        fieldNames(fixture("notification_chat_message_shared").at("/payload/event")));
        assertThat(copy.at("/payload/event/source_message_id")).isEqualTo(original.at("/payload/event/message_id"));
        assertThat(copy.at("/payload/event/source_broadcaster_user_login").asText())
                .isEqualTo("alice");

        simulator.faults().requestReconnect();
        assertThat(shape(socket.next("session_reconnect"))).isEqualTo(shape(fixture("session_reconnect")));
        simulator.faults().revoke("authorization_revoked");
        assertThat(shape(socket.next("revocation"))).isEqualTo(shape(fixture("revocation")));
        assertThat(simulator.enabledSubscriptions()).isZero();
    }

    @Test
    void takesThePeriodThatTheClientAsksFor() throws Exception {
        EventSubClient socket = twitch.connect(URI.create(simulator.eventSubUrl() + "?keepalive_timeout_seconds=42"));
        assertThat(socket.next("session_welcome")
                        .at("/payload/session/keepalive_timeout_seconds")
                        .asInt())
                .isEqualTo(42);
        for (String wrong : List.of("9", "601", "x", "-1")) {
            URI url = URI.create(simulator.eventSubUrl() + "?keepalive_timeout_seconds=" + wrong);
            assertThat(twitch.refusal(url)).isEqualTo(400);
        }
    }

    @Test
    void sendsNoKeepaliveWhileThereIsSomethingElseToSend() throws Exception {
        restart(Simulator.builder().keepalive(Duration.ofMillis(400)));
        EventSubClient socket = twitch.listen(alice, "alice");
        for (int i = 0; i < 10; i++) {
            simulator.say("alice", "alice", "line " + i);
            assertThat(EventSubClient.parse(socket.nextText())
                            .at("/metadata/message_type")
                            .asText())
                    .isEqualTo("notification");
        }
        assertThat(socket.nextText()).contains("session_keepalive");
    }

    @Test
    void closesASocketThatNobodySubscribesOn() throws Exception {
        restart(Simulator.builder().subscribeWithin(SHORT));
        EventSubClient unused = twitch.connect();
        assertThat(unused.closeCode()).isEqualTo(4003);
        assertThat(simulator.await(() -> simulator.connectedSessions() == 0, PATIENCE))
                .isTrue();
    }

    @Test
    void closesASocketThatTheClientSendsDataOn() throws Exception {
        EventSubClient socket = twitch.listen(alice, "alice");
        socket.sendText("hello?");
        assertThat(socket.closeCode()).isEqualTo(4001);
    }

    @Test
    void answersPings() throws Exception {
        EventSubClient socket = twitch.connect();
        assertThat(socket.ping("are you there")).isEqualTo("are you there");
    }

    @Test
    void closesASocketWhosePeerDoesNotAnswerPings() throws Exception {
        restart(Simulator.builder().pingEvery(Duration.ofMillis(50)));
        EventSubClient answering = twitch.listen(alice, "alice");
        assertThat(simulator.await(() -> answering.hasEnded(), Duration.ofMillis(300)))
                .isFalse();
        try (RawSocket deaf = RawSocket.open(simulator.port())) {
            String upgrade = """
                GET /ws HTTP/1.1
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                """;
            deaf.send(upgrade.replace("\n", "\r\n"));
            assertThat(deaf.readUntil("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")).isTrue();
            assertThat(deaf.readUntil("client failed ping-pong")).isTrue();
        }
    }

    @Test
    void forgetsWhatASocketThatEndedHadSubscribed() throws Exception {
        EventSubClient socket = twitch.listen(alice, "alice");
        assertThat(simulator.enabledSubscriptions("alice")).isEqualTo(1);
        socket.close();
        assertThat(simulator.await(() -> simulator.enabledSubscriptions() == 0, PATIENCE))
                .isTrue();
        assertThat(simulator.journal().await(Kind.DISCONNECTED, 1, PATIENCE)).isTrue();
        assertThat(simulator.say("alice", "alice", "anybody?").receivers()).isZero();
        JsonNode listed = twitch.get(alice, "/eventsub/subscriptions").body();
        assertThat(listed.at("/data/0/status").asText()).isEqualTo("websocket_disconnected");
    }

    @Test
    void movesASessionWithoutLossOrDoubling() throws Exception {
        EventSubClient old = twitch.listen(alice, "alice");
        simulator.say("alice", "alice", "before");
        Fault reconnect = simulator.faults().requestReconnect();
        assertThat(old.nextChat()).isEqualTo("before");
        String url = old.next("session_reconnect")
                .at("/payload/session/reconnect_url")
                .asText();
        simulator.say("alice", "alice", "between");
        assertThat(old.nextChat()).isEqualTo("between");

        EventSubClient next = twitch.connect(URI.create(url));
        assertThat(next.next("session_welcome").at("/payload/session/id").asText())
                .isEqualTo(old.sessionId());
        assertThat(reconnect.awaitOver(PATIENCE)).isTrue();
        assertThat(reconnect.hits()).isEqualTo(1);
        simulator.say("alice", "alice", "after");
        assertThat(next.nextChat()).isEqualTo("after");
        assertThat(old.nothingCame()).isTrue();
        old.close();
        simulator.say("alice", "alice", "still there");
        assertThat(next.nextChat()).isEqualTo("still there");
        assertThat(simulator.connectedSessions("alice")).isEqualTo(1);
    }

    @Test
    void sendsWhatIsLateOnTheOldSocketAndWhatIsSentTwiceOnBoth() throws Exception {
        EventSubClient old = twitch.listen(alice, "alice");
        Faults faults = simulator.faults().only("alice");
        Fault late = faults.lateNotifications(2);
        simulator.say("alice", "alice", "before");
        assertThat(old.nextChat()).isEqualTo("before");
        assertThat(late.hits()).as("nothing is late where nothing has moved").isZero();

        Fault reconnect = faults.requestReconnect();
        EventSubClient next = twitch.connect(reconnectUrl(old));
        next.next("session_welcome");
        assertThat(reconnect.awaitOver(PATIENCE)).isTrue();
        simulator.say("alice", "alice", "late");
        faults.duplicateNotifications(1);
        simulator.say("alice", "alice", "on both");
        simulator.say("alice", "alice", "after");

        assertThat(old.nextChat()).isEqualTo("late");
        JsonNode first = old.next("notification");
        assertThat(first.at("/payload/event/message/text").asText()).isEqualTo("on both");
        assertThat(next.next("notification")).isEqualTo(first);
        assertThat(next.nextChat()).isEqualTo("after");
        assertThat(old.nothingCame()).isTrue();
        assertThat(late.over()).isTrue();
        assertThat(simulator.served().ownMessages()).isEqualTo(4);
    }

    @Test
    void closesTheOldSocketOfAReconnectWhenItsGraceIsOver() throws Exception {
        restart(Simulator.builder().reconnectWithin(SHORT));
        EventSubClient socket = twitch.listen(alice, "alice");
        simulator.faults().requestReconnect();
        String url = socket.next("session_reconnect")
                .at("/payload/session/reconnect_url")
                .asText();
        assertThat(socket.closeCode()).isEqualTo(4004);
        assertThat(simulator.await(() -> simulator.connectedSessions() == 0, PATIENCE))
                .isTrue();
        assertThat(twitch.connect(URI.create(url)).closeCode()).isEqualTo(4007);
    }

    @Test
    void refusesAnInvalidReconnectUrl() throws Exception {
        EventSubClient socket = twitch.listen(alice, "alice");
        simulator.faults().requestReconnectToInvalid();
        String url = socket.next("session_reconnect")
                .at("/payload/session/reconnect_url")
                .asText();
        assertThat(twitch.connect(URI.create(url)).closeCode()).isEqualTo(4007);
        assertThat(socket.hasEnded()).isFalse();
    }

    @Test
    void welcomesLateAndFailsFirstOnDemand() throws Exception {
        EventSubClient old = twitch.listen(alice, "alice");
        simulator.faults().requestReconnectFailingFirst(1);
        URI url = reconnectUrl(old);
        assertThat(twitch.refusal(url)).isEqualTo(503);
        EventSubClient second = twitch.connect(url);
        second.next("session_welcome");

        simulator.faults().only("alice").requestReconnectWithLateWelcome(SHORT);
        EventSubClient third = twitch.connect(reconnectUrl(second));
        simulator.say("alice", "alice", "while it is late");
        assertThat(second.nextChat()).isEqualTo("while it is late");
        third.next("session_welcome");
        simulator.say("alice", "alice", "now");
        assertThat(third.nextChat()).isEqualTo("now");
    }

    @Test
    void closeEndsAllSocketsAndThreads() throws Exception {
        EventSubClient socket = twitch.listen(alice, "alice");
        simulator.close();
        assertThat(socket.closeCode()).isEqualTo(EventSubClient.ABNORMAL);
        assertThat(simulator.connectedSessions()).isZero();
        assertThat(simulator.journal().count(Kind.DISCONNECTED)).isEqualTo(1);
    }

    private static URI reconnectUrl(EventSubClient socket) throws InterruptedException {
        return URI.create(socket.next("session_reconnect")
                .at("/payload/session/reconnect_url")
                .asText());
    }

    @Test
    void tellsOnceThatAStreamBeginsAndThatItEnds() throws Exception {
        simulator.addUser("Streamer");
        EventSubClient socket = twitch.listen(alice, "alice");
        for (String type : List.of("stream.online", "stream.offline")) {
            assertThat(twitch.subscribe(alice, type, "streamer", socket.sessionId())
                            .status())
                    .isEqualTo(202);
        }

        assertThat(simulator.beginStream("streamer")).isTrue();
        assertThat(simulator.beginStream("streamer")).isFalse();
        JsonNode online = socket.next("notification");
        assertThat(online.at("/metadata/subscription_type").asText()).isEqualTo("stream.online");
        assertThat(fieldNames(online.at("/payload/event")))
                .containsExactly(
                        "id",
                        "broadcaster_user_id",
                        "broadcaster_user_login",
                        "broadcaster_user_name",
                        "type",
                        "started_at");
        assertThat(online.at("/payload/event/broadcaster_user_name").asText()).isEqualTo("Streamer");

        simulator.beginStream("alice");
        assertThat(simulator.endStream("streamer")).isTrue();
        assertThat(simulator.endStream("streamer")).isFalse();
        JsonNode offline = socket.next("notification");
        assertThat(offline.at("/metadata/subscription_type").asText()).isEqualTo("stream.offline");
        assertThat(fieldNames(offline.at("/payload/event")))
                .containsExactly("broadcaster_user_id", "broadcaster_user_login", "broadcaster_user_name");
        assertThat(simulator.isLive("streamer")).isFalse();
        assertThat(simulator.enabledSubscriptions("alice", "stream.offline")).isEqualTo(1);
    }

    private static JsonNode fixture(String name) throws IOException {
        try (InputStream in = EventSubIT.class.getResourceAsStream("/fixtures/" + name + ".json")) {
            return TwitchClient.JSON.readTree(Objects.requireNonNull(in, name));
        }
    }

    private static List<String> fieldNames(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** All paths in order; of arrays only the first element counts, and a null may stand for anything. */
    private static List<String> shape(JsonNode node) {
        List<String> paths = new ArrayList<>();
        collect("", node, paths);
        return paths;
    }

    private static void collect(String path, JsonNode node, List<String> paths) {
        paths.add(path + (node.isNumber() ? " number" : ""));
        if (node.isObject()) {
            node.properties().forEach(field -> collect(path + "/" + field.getKey(), field.getValue(), paths));
        } else if (node.isArray() && !node.isEmpty()) {
            collect(path + "/0", node.get(0), paths);
        }
    }
}
