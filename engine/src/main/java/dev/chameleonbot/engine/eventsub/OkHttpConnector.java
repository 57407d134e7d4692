package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.Failure;
import java.net.URI;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Connections over OkHttp, whose dispatcher runs on virtual threads: a reader blocks one of those, no platform thread.
 */
public final class OkHttpConnector implements SocketConnector {
    private static final int NORMAL_CLOSURE = 1000;

    private final OkHttpClient http;

    /**
     * Creates a connector.
     *
     * @param http a client with a dispatcher of its own that has no limit: an open socket counts as a running call
     */
    public OkHttpConnector(OkHttpClient http) {
        this.http = http;
    }

    @Override
    public Socket open(String url, Listener listener) {
        URI address = TwitchEndpoints.eventSubAddress(URI.create(url));
        Request request = new Request.Builder().url(address.toString()).build();
        WebSocket socket = http.newWebSocket(request, new Bridge(listener));
        return new Socket() {
            @Override
            public void close() {
                socket.close(NORMAL_CLOSURE, null);
            }

            @Override
            public void cancel() {
                socket.cancel();
            }
        };
    }

    /** OkHttp calls these one at a time, on the thread that reads the socket. */
    private static final class Bridge extends WebSocketListener {
        private final Listener listener;
        private boolean ended;

        Bridge(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            listener.onText(text);
        }

        @Override
        public void onMessage(WebSocket socket, ByteString bytes) {
            // EventSub has no binary frames: nothing in one could be meant for us.
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            socket.close(NORMAL_CLOSURE, null);
            end(CloseCode.failure(code, reason));
        }

        @Override
        public void onClosed(WebSocket socket, int code, String reason) {
            end(new Failure(Cause.CLOSED, "closed"));
        }

        @Override
        public void onFailure(WebSocket socket, Throwable thrown, @Nullable Response response) {
            end(
                    response == null
                            ? Failure.of(thrown)
                            : Failure.answered(response.code(), "the upgrade was answered with " + response.code()));
        }

        private void end(Failure failure) {
            if (!ended) {
                ended = true;
                listener.onEnd(failure);
            }
        }
    }
}
