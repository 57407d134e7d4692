package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import java.io.IOException;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** A client of the simulator that does nothing by itself. */
final class HttpProbe implements AutoCloseable {
    private final Simulator twitch;
    private final OkHttpClient http = new OkHttpClient();

    /** Creates a client that is not connected. */
    HttpProbe(Simulator twitch) {
        this.twitch = twitch;
    }

    /** Connects to EventSub and hands over each text frame. */
    void listen(Consumer<String> onText) {
        Request request =
                new Request.Builder().url(twitch.eventSubUrl().toString()).build();
        http.newWebSocket(request, new WebSocketListener() {
            @Override
            public void onMessage(WebSocket socket, String text) {
                onText.accept(text);
            }
        });
    }

    /** Subscribes an account to a channel's chat on a session; returns the status. */
    int subscribe(SimulatedUser account, SimulatedUser channel, String sessionId) throws IOException {
        String body = """
            {"type":"channel.chat.message","version":"1","condition":{"broadcaster_user_id":"%s","user_id":"%s"},\
            "transport":{"method":"websocket","session_id":"%s"}}\
            """.formatted(channel.id(), account.id(), sessionId);
        Request request = new Request.Builder()
                .url(twitch.helixUrl() + "/eventsub/subscriptions")
                .header("Authorization", "Bearer " + account.accessToken())
                .header("Client-Id", account.clientId())
                .post(RequestBody.create(body, MediaType.get("application/json")))
                .build();
        try (Response response = http.newCall(request).execute()) {
            return response.code();
        }
    }

    @Override
    public void close() {
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
