package dev.chameleonbot.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.simulator.fault.Fault;
import dev.chameleonbot.simulator.http.Answer;
import dev.chameleonbot.simulator.http.HttpRequest;
import dev.chameleonbot.simulator.http.HttpResponse;
import dev.chameleonbot.simulator.http.Json;
import dev.chameleonbot.simulator.journal.JournalEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** What is not Twitch: the page at {@code /} and {@code /simulator} for people with curl. */
final class ControlApi {
    private static final byte[] PAGE = page();

    private final Simulator simulator;

    ControlApi(Simulator simulator) {
        this.simulator = simulator;
    }

    Answer answer(HttpRequest request) {
        try {
            return switch (request.method() + " " + request.path()) {
                case "GET /" ->
                    new HttpResponse(
                            200,
                            "Content-Security-Policy: default-src 'self' 'unsafe-inline'\r\n",
                            "text/html; charset=utf-8",
                            PAGE);
                case "GET /simulator" -> Json.answer(200, state());
                case "POST /simulator/say" -> say(body(request));
                case "POST /simulator/users" -> addUser(body(request));
                case "POST /simulator/streams" -> stream(body(request));
                case "POST /simulator/follows" -> follow(body(request));
                case "POST /simulator/device" -> decide(body(request));
                case "POST /simulator/faults" ->
                    Json.answer(200, show(FaultOrder.place(simulator.faults(), body(request))));
                case "DELETE /simulator/faults" -> clear();
                default -> Json.helixError(404, "not found");
            };
        } catch (IllegalArgumentException e) {
            return Json.helixError(400, Optional.ofNullable(e.getMessage()).orElse("not understood"));
        }
    }

    private static JsonNode body(HttpRequest request) {
        return Json.parse(request.body())
                .orElseThrow(() -> new IllegalArgumentException("The body is not a JSON object"));
    }

    private ObjectNode state() {
        ObjectNode state = Json.object()
                .put("eventsub_url", simulator.eventSubUrl().toString())
                .put("helix_url", simulator.helixUrl().toString())
                .put("auth_url", simulator.authUrl().toString())
                .put("connected", simulator.connectedSessions())
                .put("subscriptions", simulator.enabledSubscriptions());
        putServed(state.putObject("served"), simulator.served());
        ArrayNode users = state.putArray("users");
        simulator
                .users()
                .forEach(user -> users.addObject()
                        .put("id", user.id())
                        .put("login", user.login())
                        .put("display_name", user.displayName())
                        .put("prime", user.prime())
                        .put("live", simulator.isLive(user.login()))
                        .put("color", simulator.color(user.login())));
        ArrayNode chat = state.putArray("chat");
        simulator.chatLines().forEach(line -> chat.add(show(line)));
        ObjectNode journal = state.putObject("journal");
        for (Kind kind : Kind.values()) {
            journal.put(kind.name(), simulator.journal().count(kind));
        }
        ArrayNode faults = state.putArray("faults");
        simulator.faults().open().forEach(fault -> faults.add(show(fault)));
        simulator.waitingUserCodes().forEach(state.putArray("waiting_user_codes")::add);
        ObjectNode help = state.putObject("help");
        help.put("POST /simulator/say", "{\"login\":…,\"channel\":…,\"text\":…,\"counted\":true}");
        help.put("POST /simulator/users", "{\"login\":…,\"prime\":true}");
        help.put("POST /simulator/streams", "{\"channel\":…,\"live\":true} begins a stream, false ends it");
        help.put("POST /simulator/follows", "{\"login\":…,\"channel\":…,\"follows\":true}, false ends that");
        help.put("POST /simulator/device", "{\"user_code\":…,\"login\":…} agrees, without login it refuses");
        help.put("DELETE /simulator/faults", "ends all faults");
        help.set("POST /simulator/faults", FaultOrder.help());
        return state;
    }

    private static void putServed(ObjectNode json, ServedReport served) {
        json.put("own_messages", served.ownMessages())
                .put("other_messages", served.otherMessages())
                .put("color_changes", served.colorChanges())
                .put("missing", served.missing())
                .put("duplicates", served.duplicates())
                .put("undeliverable", served.undeliverable())
                .putObject("latency_us")
                .put("p50", served.latencyMicros().p50())
                .put("p95", served.latencyMicros().p95())
                .put("p99", served.latencyMicros().p99())
                .put("max", served.latencyMicros().max());
    }

    private HttpResponse say(JsonNode body) {
        String login = required(body, "login");
        String channel = body.path("channel").asText(login);
        String text = required(body, "text");
        ChatLine line = body.path("counted").asBoolean(true)
                ? simulator.say(login, channel, text)
                : simulator.sayUncounted(login, channel, text);
        return Json.answer(200, show(line));
    }

    private HttpResponse addUser(JsonNode body) {
        UserOptions options = UserOptions.usual().withPrime(body.path("prime").asBoolean(true));
        SimulatedUser user = simulator.addUser(required(body, "login"), options);
        return Json.answer(
                200,
                Json.object()
                        .put("id", user.id())
                        .put("login", user.login())
                        .put("client_id", user.clientId())
                        .put("client_secret", user.clientSecret())
                        .put("access_token", user.accessToken())
                        .put("refresh_token", user.refreshToken())
                        .put("prime", user.prime()));
    }

    private HttpResponse stream(JsonNode body) {
        String channel = required(body, "channel");
        boolean live = body.path("live").asBoolean(true);
        boolean changed = live ? simulator.beginStream(channel) : simulator.endStream(channel);
        return Json.answer(
                200, Json.object().put("channel", channel).put("live", live).put("changed", changed));
    }

    private HttpResponse follow(JsonNode body) {
        String login = required(body, "login");
        String channel = required(body, "channel");
        boolean follows = body.path("follows").asBoolean(true);
        boolean changed = follows ? simulator.follow(login, channel) : simulator.unfollow(login, channel);
        ObjectNode answer = Json.object().put("login", login).put("changed", changed);
        simulator.followed(login).forEach(answer.putArray("followed")::add);
        return Json.answer(200, answer);
    }

    private HttpResponse decide(JsonNode body) {
        String code = required(body, "user_code");
        boolean decided = body.has("login") ? simulator.approve(code, required(body, "login")) : simulator.deny(code);
        return decided ? HttpResponse.empty(204) : Json.helixError(404, "no such code is waiting");
    }

    private HttpResponse clear() {
        simulator.faults().clear();
        return HttpResponse.empty(204);
    }

    private static ObjectNode show(ChatLine line) {
        return Json.object()
                .put("message_id", line.messageId())
                .put("login", line.login())
                .put("channel", line.channelLogin())
                .put("text", line.text())
                .put("receivers", line.receivers())
                .put("own_receivers", line.ownReceivers());
    }

    private static ObjectNode show(Fault fault) {
        return Json.object()
                .put("id", fault.id())
                .put("description", fault.description())
                .put("hits", fault.hits())
                .put("over", fault.over());
    }

    static String required(JsonNode body, String field) {
        String text = body.path(field).asText();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("The field " + field + " is missing");
        }
        return text;
    }

    private static byte[] page() {
        try (InputStream in = ControlApi.class.getResourceAsStream("page.html")) {
            if (in == null) {
                throw new IllegalStateException("The page is missing from the module");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
