package dev.chameleonbot.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.journal.JournalEntry.Kind;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The endpoints below {@code /helix}, what they give and what they refuse. */
class HelixIT {
    private Simulator simulator;
    private TwitchClient twitch;
    private SimulatedUser alice;
    private SimulatedUser poor;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.builder().start();
        twitch = new TwitchClient(simulator);
        alice = simulator.addUser("Alice");
        poor = simulator.addUser("poor", UserOptions.usual().withPrime(false));
    }

    @AfterEach
    void stop() throws IOException {
        twitch.close();
        simulator.close();
    }

    @Test
    void findsUsersByLoginAndId() throws Exception {
        var reply = twitch.get(alice, "/users?login=ALICE&login=nobody&id=" + poor.id());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().path("data").findValuesAsText("login")).containsExactly("poor", "alice");
        assertThat(reply.body().at("/data/1/display_name").asText()).isEqualTo("Alice");
        assertThat(twitch.get(alice, "/users").body().at("/data/0/id").asText()).isEqualTo(alice.id());
    }

    @Test
    void findsNoMoreThanAHundredUsersAtOnce() throws Exception {
        String query = IntStream.range(0, 101).mapToObj(i -> "login=user" + i).collect(Collectors.joining("&"));
        assertThat(twitch.get(alice, "/users?" + query).status()).isEqualTo(400);
    }

    @Test
    void listsTheChannelsThatSomebodyFollowsPageByPage() throws Exception {
        SimulatedUser fan = simulator.addUser("fan", UserOptions.usual().withScopes("user:read:follows"));
        IntStream.range(0, 5).forEach(i -> {
            simulator.addUser("c" + i);
            assertThat(simulator.follow("fan", "c" + i)).isTrue();
        });
        assertThat(simulator.follow("fan", "c0")).isFalse();

        var first = twitch.get(fan, "/channels/followed?first=3&user_id=" + fan.id());
        assertThat(first.body().path("data").findValuesAsText("broadcaster_login"))
                .containsExactly("c4", "c3", "c2");
        assertThat(first.body().path("total").asInt()).isEqualTo(5);
        String cursor = first.body().at("/pagination/cursor").asText();
        var second = twitch.get(fan, "/channels/followed?first=3&user_id=" + fan.id() + "&after=" + cursor);
        assertThat(second.body().path("data").findValuesAsText("broadcaster_login"))
                .containsExactly("c1", "c0");
        assertThat(second.body().path("pagination")).isEmpty();

        assertThat(simulator.unfollow("fan", "c4")).isTrue();
        assertThat(simulator.unfollow("fan", "c4")).isFalse();
        assertThat(simulator.followed("fan")).containsExactly("c3", "c2", "c1", "c0");
    }

    @Test
    void tellsWhatSomebodyFollowsToNobodyElseAndNotWithoutTheScope() throws Exception {
        SimulatedUser fan = simulator.addUser("fan", UserOptions.usual().withScopes("user:read:follows"));

        assertThat(twitch.get(alice, "/channels/followed?user_id=" + alice.id()).status())
                .isEqualTo(401);
        assertThat(twitch.get(fan, "/channels/followed?user_id=" + alice.id()).status())
                .isEqualTo(401);
        assertThat(twitch.get(fan, "/channels/followed").status()).isEqualTo(400);
        assertThat(twitch.get(fan, "/channels/followed?first=101&user_id=" + fan.id())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void everyAnswerTellsHowMuchIsLeft() throws Exception {
        simulator.rateLimitPerMinute(2);
        var first = twitch.get(alice, "/users");
        assertThat(first.header("Ratelimit-Limit")).isEqualTo(2);
        assertThat(first.header("Ratelimit-Remaining")).isEqualTo(1);
        assertThat(first.header("Ratelimit-Reset")).isGreaterThan(System.currentTimeMillis() / 1000);
        assertThat(twitch.get(alice, "/users").header("Ratelimit-Remaining")).isZero();
        var refused = twitch.get(alice, "/users");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Ratelimit-Remaining")).isZero();
        assertThat(twitch.get(poor, "/users").status()).isEqualTo(200);
    }

    @Test
    void knowsWhoAsks() throws Exception {
        SimulatedUser stranger = new SimulatedUser(
                alice.id(), "alice", "Alice", "wrong", "wrong", alice.clientId(), alice.clientSecret(), true);
        var reply = twitch.get(stranger, "/users");
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body().path("error").asText()).isEqualTo("Unauthorized");
        assertThat(reply.message()).isEqualTo("Invalid OAuth token");
        assertThat(reply.header("Ratelimit-Limit")).isEqualTo(800);

        SimulatedUser otherClient = new SimulatedUser(
                alice.id(), "alice", "Alice", alice.accessToken(), "", "another", alice.clientSecret(), true);
        assertThat(twitch.get(otherClient, "/users").message()).contains("do not match");
        simulator.expireAccessToken("alice");
        assertThat(twitch.get(alice, "/users").status()).isEqualTo(401);
        assertThat(simulator.journal().requests(Endpoint.USERS, 401)).isEqualTo(3);
    }

    @Test
    void changesColors() throws Exception {
        assertThat(twitch.putColor(alice, "Sea_Green").status()).isEqualTo(204);
        assertThat(simulator.color("alice")).isEqualTo("#2E8B57");
        assertThat(twitch.putColor(alice, "#a1b2c3").status()).isEqualTo(204);
        JsonNode colors = twitch.get(alice, "/chat/color?user_id=" + alice.id() + "&user_id=" + poor.id())
                .body();
        assertThat(colors.at("/data/0/color").asText()).isEqualTo("#A1B2C3");
        assertThat(colors.at("/data/1/color").asText()).isEmpty();
        assertThat(simulator.journal().entries(Kind.COLOR_CHANGE, "alice"))
                .extracting(entry -> entry.subject() + " " + entry.status())
                .containsExactly("Sea_Green 204", "#a1b2c3 204");
    }

    @Test
    void refusesColorsThatAreNotAllowed() throws Exception {
        assertThat(twitch.putColor(alice, "mauve").status()).isEqualTo(400);
        assertThat(twitch.putColor(alice, "#12345").status()).isEqualTo(400);
        assertThat(twitch.putColor(poor, "#123456").status()).isEqualTo(400);
        assertThat(twitch.putColor(poor, "blue").status()).isEqualTo(204);
        assertThat(twitch.send(twitch.helix(alice, "/chat/color?color=red&user_id=" + poor.id())
                                .method("PUT", BodyPublishers.noBody()))
                        .status())
                .isEqualTo(401);
        simulator.removeScope("alice", "user:manage:chat_color");
        assertThat(twitch.putColor(alice, "red").message()).contains("user:manage:chat_color");
        assertThat(simulator.served().colorChanges()).isEqualTo(1);
    }

    @Test
    void sendsMessagesToChat() throws Exception {
        EventSubClient socket = twitch.listen(alice, "poor");
        String body =
                "{\"broadcaster_id\":\"" + poor.id() + "\",\"sender_id\":\"" + alice.id() + "\",\"message\":\"hi\"}";
        var reply = twitch.post(alice, "/chat/messages", body);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/data/0/is_sent").asBoolean()).isTrue();
        assertThat(socket.next("notification").at("/payload/event/message_id"))
                .isEqualTo(reply.body().at("/data/0/message_id"));
        assertThat(twitch.post(poor, "/chat/messages", body).status()).isEqualTo(401);
        assertThat(twitch.post(alice, "/chat/messages", body.replace("hi", "x".repeat(501)))
                        .status())
                .isEqualTo(400);
        simulator.removeScope("alice", "user:write:chat");
        assertThat(twitch.post(alice, "/chat/messages", body).status()).isEqualTo(401);
    }

    @Test
    void subscribesListsAndDeletes() throws Exception {
        EventSubClient socket = twitch.connect();
        socket.next("session_welcome");
        var created = twitch.subscribe(alice, "alice", socket.sessionId());
        assertThat(created.status()).isEqualTo(202);
        assertThat(created.body().path("total").asInt()).isEqualTo(1);
        assertThat(created.body().path("total_cost").asInt()).isZero();
        assertThat(created.body().path("max_total_cost").asInt()).isEqualTo(10);
        String id = created.body().at("/data/0/id").asText();

        JsonNode listed =
                twitch.get(alice, "/eventsub/subscriptions?status=enabled").body();
        assertThat(listed.at("/data/0/id").asText()).isEqualTo(id);
        assertThat(twitch.get(alice, "/eventsub/subscriptions?type=stream.online")
                        .body()
                        .path("data"))
                .isEmpty();
        assertThat(twitch.delete(poor, "/eventsub/subscriptions?id=" + id).status())
                .isEqualTo(404);
        assertThat(twitch.delete(alice, "/eventsub/subscriptions?id=" + id).status())
                .isEqualTo(204);
        assertThat(twitch.delete(alice, "/eventsub/subscriptions?id=" + id).status())
                .isEqualTo(404);
        assertThat(simulator.enabledSubscriptions()).isZero();
        assertThat(simulator.say("alice", "alice", "unheard").receivers()).isZero();
    }

    @Test
    void refusesSubscriptionsThatTwitchWouldRefuse() throws Exception {
        EventSubClient socket = twitch.connect();
        socket.next("session_welcome");
        String session = socket.sessionId();
        assertThat(twitch.subscribe(alice, "poor", "no session").status()).isEqualTo(400);
        String fine = TwitchClient.chatSubscription(poor.id(), alice.id(), session);
        String path = "/eventsub/subscriptions";
        assertThat(twitch.post(alice, path, fine.replace("channel.chat.message", "channel.moon"))
                        .status())
                .isEqualTo(400);
        assertThat(twitch.post(alice, path, fine.replace("broadcaster_user_id", "broadcaster"))
                        .status())
                .isEqualTo(400);
        assertThat(twitch.post(alice, path, "{not json").status()).isEqualTo(400);
        simulator.ban("alice", "poor");
        assertThat(twitch.subscribe(alice, "poor", session).status()).isEqualTo(403);
        simulator.unban("alice", "poor");
        assertThat(twitch.subscribe(alice, "poor", session).status()).isEqualTo(202);
        assertThat(twitch.subscribe(alice, "poor", session).status()).isEqualTo(409);
        assertThat(twitch.subscribe(poor, "poor", session).status()).isEqualTo(400);
        simulator.removeScope("alice", "user:read:chat");
        assertThat(twitch.subscribe(alice, "alice", session).status()).isEqualTo(403);
    }

    @Test
    void keepsToTheLimitsOfSubscriptions() throws Exception {
        EventSubClient socket = twitch.listen(alice, "alice");
        for (int i = 1; i < 300; i++) {
            simulator.addUser("channel" + i);
            assertThat(twitch.subscribe(alice, "channel" + i, socket.sessionId())
                            .status())
                    .isEqualTo(202);
        }
        assertThat(twitch.subscribe(alice, "poor", socket.sessionId()).status()).isEqualTo(429);

        String path = "/eventsub/subscriptions";
        JsonNode first = twitch.get(alice, path).body();
        assertThat(first.path("total").asInt()).isEqualTo(300);
        JsonNode second = twitch.get(
                        alice, path + "?after=" + first.at("/pagination/cursor").asText())
                .body();
        JsonNode third = twitch.get(
                        alice,
                        path + "?after=" + second.at("/pagination/cursor").asText())
                .body();
        assertThat(third.path("data")).hasSize(100).isNotEqualTo(second.path("data"));
        assertThat(third.path("pagination")).isEmpty();
    }

    @Test
    void anAccountHasNoMoreThanThreeSessions() throws Exception {
        for (int i = 0; i < 3; i++) {
            twitch.listen(alice, "alice");
        }
        EventSubClient fourth = twitch.connect();
        fourth.next("session_welcome");
        var refused = twitch.subscribe(alice, "alice", fourth.sessionId());
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.message()).contains("transports limit");
        assertThat(twitch.subscribe(poor, "alice", fourth.sessionId()).status()).isEqualTo(202);
    }

    @Test
    void listsTheStreamsThatAreLive() throws Exception {
        simulator.addUser("streamer");
        assertThat(simulator.beginStream("streamer")).isTrue();

        JsonNode live = twitch.get(alice, "/streams?user_login=streamer&user_id=" + alice.id())
                .body()
                .path("data");

        assertThat(live).hasSize(1);
        assertThat(live.at("/0/user_login").asText()).isEqualTo("streamer");
        assertThat(live.at("/0/started_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        simulator.endStream("streamer");
        assertThat(twitch.get(alice, "/streams?user_login=streamer").body().path("data"))
                .isEmpty();
    }

    @Test
    void whatOneIsNotAuthorisedForCosts() throws Exception {
        EventSubClient socket = twitch.connect();
        socket.next("session_welcome");
        for (int i = 0; i <= 10; i++) {
            simulator.addUser("live" + i);
            assertThat(twitch.subscribe(alice, "stream.online", "live" + i, socket.sessionId())
                            .status())
                    .isEqualTo(i < 10 ? 202 : 429);
        }
    }
}
