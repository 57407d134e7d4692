package dev.chameleonbot.engine.diagnosis;

import dev.chameleonbot.engine.diagnosis.EndpointAnswer.Failed;
import dev.chameleonbot.engine.diagnosis.EndpointAnswer.Reached;
import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.engine.resilience.AnswerLimit;
import dev.chameleonbot.engine.resilience.NotTwitchException;
import dev.chameleonbot.engine.resilience.TwitchOnly;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/**
 * Tries the ways to Twitch's endpoints, as an engine would go them: through the same proxy, and with an eye on who answers.
 * Nothing is sent that says who asks. Each attempt has a connection of its own. Calls block and may be made from any thread.
 */
public final class EndpointProbe implements AutoCloseable {
    private static final int GOING_AWAY = 1001;

    private final ForwardProxy proxy;
    private final Duration limit;
    private final InstantSource clock;
    private final ExecutorService threads;
    private final OkHttpClient client;

    /**
     * Begins; nothing is connected yet.
     *
     * @param proxy the proxy to go through, if it is one
     * @param limit how long one attempt may take; only a look-up of a name, which the system does, may take longer
     * @param clock the wall clock
     */
    public EndpointProbe(ForwardProxy proxy, Duration limit, InstantSource clock) {
        this.proxy = proxy;
        this.limit = limit;
        this.clock = clock;
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("chameleon-probe-", 0).factory());
        this.client = proxy.on(new OkHttpClient.Builder())
                .dispatcher(new Dispatcher(threads))
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .connectTimeout(limit)
                .readTimeout(limit)
                .writeTimeout(limit)
                .followRedirects(false)
                .retryOnConnectionFailure(true) // One address after the other, as a name may have several.
                .addInterceptor(new TwitchOnly())
                .addInterceptor(AnswerLimit.SHORT_ANSWERS)
                .build();
    }

    /**
     * Tries an address: an HTTP request, or the handshake of a WebSocket and the first message on it.
     *
     * @param address where
     * @return what came of it
     */
    public EndpointAnswer ask(URI address) {
        ProbeTimes times = new ProbeTimes(System::nanoTime);
        try {
            proxy.requireUsable(List.of(address));
            OkHttpClient own = client.newBuilder().eventListener(times).build();
            return List.of("ws", "wss").contains(address.getScheme())
                    ? greeted(own, address, times)
                    : answered(own, address, times);
        } catch (IOException e) {
            return new Failed(IoWords.of(e), e instanceof NotTwitchException, times.soFar());
        } catch (EngineStartException e) {
            return new Failed(String.valueOf(e.getMessage()), false, times.soFar());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failed("it was given up", false, times.soFar());
        }
    }

    private EndpointAnswer answered(OkHttpClient own, URI address, ProbeTimes times) throws IOException {
        Request request = new Request.Builder().url(address.toString()).build();
        OkHttpClient limited = own.newBuilder().callTimeout(limit).build();
        try (Response response = limited.newCall(request).execute()) {
            return reached(response, times);
        }
    }

    private Reached reached(Response response, ProbeTimes times) {
        Instant now = clock.instant();
        Duration exchange = Duration.ofMillis(response.receivedResponseAtMillis() - response.sentRequestAtMillis());
        return new Reached(
                response.code(),
                Optional.ofNullable(response.headers().getInstant("Date")),
                now.minus(exchange.dividedBy(2)),
                times.soFar());
    }

    private EndpointAnswer greeted(OkHttpClient own, URI address, ProbeTimes times)
            throws IOException, InterruptedException {
        Greeting greeting = new Greeting();
        WebSocket socket =
                own.newWebSocket(new Request.Builder().url(address.toString()).build(), greeting);
        try {
            Response handshake = greeting.opened.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            boolean isWelcome =
                    greeting.first.get(limit.toMillis(), TimeUnit.MILLISECONDS).contains("session_welcome");
            return isWelcome
                    ? reached(handshake, times)
                    : new Failed("the first message is no welcome of EventSub's", true, times.soFar());
        } catch (TimeoutException e) {
            return new Failed(
                    greeting.opened.isDone()
                            ? "the WebSocket was opened, but no welcome came; does a proxy or firewall hold it back?"
                            : "it took too long",
                    false,
                    times.soFar());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            socket.close(GOING_AWAY, null);
            socket.cancel();
        }
    }

    /** Ends what is still tried. */
    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
        threads.shutdownNow();
    }

    /** The handshake of a WebSocket and what is said first. */
    private static final class Greeting extends WebSocketListener {
        private final CompletableFuture<Response> opened = new CompletableFuture<>();
        private final CompletableFuture<String> first = new CompletableFuture<>();

        @Override
        public void onOpen(WebSocket socket, Response response) {
            opened.complete(response);
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            first.complete(text);
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            first.completeExceptionally(new IOException("it was closed with the code " + code + " before a welcome"));
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
            Throwable cause = response == null || failure instanceof NotTwitchException
                    ? failure
                    : new IOException("no WebSocket was opened; the answer was " + response.code(), failure);
            opened.completeExceptionally(cause);
            first.completeExceptionally(cause);
        }
    }
}
