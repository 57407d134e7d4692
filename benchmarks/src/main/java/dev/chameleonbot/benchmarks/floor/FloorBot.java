package dev.chameleonbot.benchmarks.floor;

import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** One account. Its frames are looked through for the account's own id, and not parsed. */
final class FloorBot extends WebSocketListener {
    private static final RequestBody EMPTY = RequestBody.create(new byte[0]);
    private static final MediaType JSON = MediaType.get("application/json");
    private static final String SESSION = "\"session\":{\"id\":\"";

    private final OkHttpClient http;
    private final String helixUrl;
    private final HttpUrl colorUrl;
    private final String userId;
    private final String token;
    private final String clientId;
    private final Runnable whenSubscribed;
    private final String own;

    FloorBot(
            OkHttpClient http, String helixUrl, String userId, String token, String clientId, Runnable whenSubscribed) {
        this.http = http;
        this.helixUrl = helixUrl;
        this.colorUrl = HttpUrl.get(helixUrl + "/chat/color?user_id=" + userId);
        this.userId = userId;
        this.token = token;
        this.clientId = clientId;
        this.whenSubscribed = whenSubscribed;
        this.own = "\"chatter_user_id\":\"" + userId + '"';
    }

    void connect(OkHttpClient sockets, String url) {
        WebSocket unused = sockets.newWebSocket(new Request.Builder().url(url).build(), this);
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        if (text.contains(own)) {
            changeColor();
        } else if (text.contains("\"session_welcome\"")) {
            int from = text.indexOf(SESSION) + SESSION.length();
            subscribe(text.substring(from, text.indexOf('"', from)));
        }
    }

    private void changeColor() {
        String color =
                "#" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt(), 6);
        send(
                authorised(colorUrl.newBuilder()
                                .addQueryParameter("color", color)
                                .build())
                        .put(EMPTY)
                        .build(),
                () -> {});
    }

    private void subscribe(String session) {
        String body = "{\"type\":\"channel.chat.message\",\"version\":\"1\",\"condition\":{\"broadcaster_user_id\":\""
                + userId + "\",\"user_id\":\"" + userId
                + "\"},\"transport\":{\"method\":\"websocket\",\"session_id\":\"" + session + "\"}}";
        HttpUrl url = HttpUrl.get(helixUrl + "/eventsub/subscriptions");
        send(authorised(url).post(RequestBody.create(body, JSON)).build(), whenSubscribed);
    }

    private Request.Builder authorised(HttpUrl url) {
        return new Request.Builder()
                .url(url)
                .header("Authorization", "Bearer " + token)
                .header("Client-Id", clientId);
    }

    private void send(Request request, Runnable whenAnswered) {
        http.newCall(request).enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) {
                response.close();
                whenAnswered.run();
            }

            @Override
            public void onFailure(Call call, IOException e) {
                whenAnswered.run();
            }
        });
    }
}
