package dev.chameleonbot.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a bot does to Twitch, with the JDK's client. */
final class TwitchClient implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Simulator simulator;

    TwitchClient(Simulator simulator) {
        this.simulator = simulator;
    }

    /** An answer: its status and its body in JSON. */
    record Reply(int status, JsonNode body, HttpResponse<String> raw) {
        String message() {
            return body.path("message").asText();
        }

        long header(String name) {
            return raw.headers().firstValueAsLong(name).orElseThrow();
        }
    }

    EventSubClient connect() {
        return connect(simulator.eventSubUrl());
    }

    EventSubClient connect(URI url) {
        return EventSubClient.connect(http, url);
    }

    /** The status that a WebSocket is refused with. */
    int refusal(URI url) {
        return EventSubClient.refusal(http, url);
    }

    /** Connects and subscribes to the chat of those channels. */
    EventSubClient listen(SimulatedUser user, String... channels) throws InterruptedException {
        EventSubClient socket = connect();
        socket.next("session_welcome");
        for (String channel : channels) {
            Reply reply = subscribe(user, channel, socket.sessionId());
            if (reply.status() != 202) {
                throw new IllegalStateException("Not subscribed: " + reply.body());
            }
        }
        return socket;
    }

    Reply subscribe(SimulatedUser user, String channel, String sessionId) throws InterruptedException {
        String channelId = simulator.user(channel).orElseThrow().id();
        return post(user, "/eventsub/subscriptions", chatSubscription(channelId, user.id(), sessionId));
    }

    static String chatSubscription(String channelId, String userId, String sessionId) {
        return """
            {"type":"channel.chat.message","version":"1",
             "condition":{"broadcaster_user_id":"%s","user_id":"%s"},
             "transport":{"method":"websocket","session_id":"%s"}}\
            """.formatted(channelId, userId, sessionId);
    }

    /** Subscribes to what takes nothing but a channel, in version 1. */
    Reply subscribe(SimulatedUser user, String type, String channel, String sessionId) throws InterruptedException {
        String body = """
            {"type":"%s","version":"1","condition":{"broadcaster_user_id":"%s"},
             "transport":{"method":"websocket","session_id":"%s"}}\
            """.formatted(type, simulator.user(channel).orElseThrow().id(), sessionId);
        return post(user, "/eventsub/subscriptions", body);
    }

    Reply putColor(SimulatedUser user, String color) throws InterruptedException {
        String encoded = URLEncoder.encode(color, StandardCharsets.UTF_8);
        return send(helix(user, "/chat/color?user_id=" + user.id() + "&color=" + encoded)
                .PUT(BodyPublishers.noBody()));
    }

    Reply get(SimulatedUser user, String path) throws InterruptedException {
        return send(helix(user, path).GET());
    }

    Reply delete(SimulatedUser user, String path) throws InterruptedException {
        return send(helix(user, path).DELETE());
    }

    Reply post(SimulatedUser user, String path, String json) throws InterruptedException {
        return send(helix(user, path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    Reply form(String path, String form) throws InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(simulator.authUrl() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    Reply validate(String token) throws InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(simulator.authUrl() + "/validate"))
                .header("Authorization", "OAuth " + token));
    }

    Reply refresh(SimulatedUser user) throws InterruptedException {
        return form(
                "/token",
                "grant_type=refresh_token&refresh_token=" + user.refreshToken() + "&client_id=" + user.clientId()
                        + "&client_secret=" + user.clientSecret());
    }

    HttpRequest.Builder helix(SimulatedUser user, String path) {
        return HttpRequest.newBuilder(URI.create(simulator.helixUrl() + path))
                .header("Authorization", "Bearer " + user.accessToken())
                .header("Client-Id", user.clientId());
    }

    Reply send(HttpRequest.Builder request) throws InterruptedException {
        return sendWithin(Duration.ofSeconds(10), request);
    }

    Reply sendWithin(Duration time, HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> raw = http.send(request.timeout(time).build(), BodyHandlers.ofString());
            boolean json = raw.headers().firstValue("content-type").orElse("").equals("application/json");
            return new Reply(raw.statusCode(), JSON.readTree(json ? raw.body() : "{}"), raw);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
