package dev.chameleonbot.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One WebSocket as a client sees it. */
final class EventSubClient implements WebSocket.Listener {
    static final int ABNORMAL = 1006;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private final CompletableFuture<String> pong = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile @Nullable WebSocket socket;
    private volatile String sessionId = "";

    static EventSubClient connect(HttpClient http, URI url) {
        EventSubClient client = new EventSubClient();
        client.socket = http.newWebSocketBuilder().buildAsync(url, client).join();
        return client;
    }

    /** The status that a WebSocket is refused with. */
    static int refusal(HttpClient http, URI url) {
        try {
            connect(http, url);
            throw new AssertionError("It was not refused");
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    String sessionId() {
        return sessionId;
    }

    /** The next frame's text. */
    String nextText() throws InterruptedException {
        String text = texts.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (text == null) {
            throw new AssertionError("No frame came within " + PATIENCE);
        }
        return text;
    }

    /** The next frame that is no keepalive; it has to be of that type. */
    JsonNode next(String type) throws InterruptedException {
        while (true) {
            JsonNode frame = parse(nextText());
            String came = frame.path("metadata").path("message_type").asText();
            if (came.equals("session_welcome")) {
                sessionId = frame.path("payload").path("session").path("id").asText();
            }
            if (came.equals(type)) {
                return frame;
            }
            if (!came.equals("session_keepalive")) {
                throw new AssertionError("Expected " + type + ", but this came: " + frame);
            }
        }
    }

    /** The text of the next chat message. */
    String nextChat() throws InterruptedException {
        return next("notification").at("/payload/event/message/text").asText();
    }

    /** Whether nothing but keepalives has come so far. */
    boolean nothingCame() {
        return texts.stream().allMatch(text -> text.contains("session_keepalive"));
    }

    /** The close code, or 1006 if the socket just ended. */
    int closeCode() {
        return end.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    boolean hasEnded() {
        return end.isDone();
    }

    /** Pings, and waits for the pong. */
    String ping(String payload) {
        open().sendPing(ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)))
                .join();
        return pong.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    boolean pongCame() {
        return pong.isDone();
    }

    void pingWithoutWaiting() {
        open().sendPing(ByteBuffer.wrap(new byte[] {1})).join();
    }

    void sendText(String text) {
        open().sendText(text, true).join();
    }

    void close() {
        open().sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    void abort() {
        open().abort();
    }

    private WebSocket open() {
        return Objects.requireNonNull(socket);
    }

    static JsonNode parse(String text) {
        try {
            return TwitchClient.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + text, e);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            texts.add(partial.toString());
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
        pong.complete(StandardCharsets.UTF_8.decode(message).toString());
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        end.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        end.complete(ABNORMAL);
    }
}
