package dev.chameleonbot.engine;

import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.resilience.AnswerLimit;
import dev.chameleonbot.engine.resilience.TwitchOnly;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.WebSocket;

/**
 * The engine's OkHttp clients: one for requests, one for sockets, both on virtual threads. Nothing waits without a limit.
 * The same proxy holds for both.
 *
 * <p>A request has one limit, that of the whole call: it ends a connection that is silent as well as one that trickles.
 * Limits for each read and write would add nothing and cost a tenth of a colour's CPU over HTTP/1.1, as each timed wait of
 * a virtual thread is a task for the JDK's delay scheduler. What they would be missed for is a connection of HTTP/2 that is
 * dead while others wait for it too: pings find that out.
 *
 * <p>Each has a dispatcher of its own: an open socket counts there as a running call for ever, and OkHttp walks through
 * those for each new one.
 */
final class HttpClients implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration WRITE = Duration.ofSeconds(10);
    private static final Duration WHOLE_CALL = Duration.ofSeconds(30);
    private static final Duration PING = Duration.ofSeconds(10);
    /**
     * A refresh token and a device code work once: a caller that stops waiting for the answer may have lost the
     * account's login. But an answer that never comes keeps the account waiting.
     */
    private static final Duration TOKEN = Duration.ofSeconds(60);

    private static final int IDLE_CONNECTIONS = 64;

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("chameleon-http-", 0).factory());
    private final OkHttpClient requests;
    private final OkHttpClient tokens;
    private final OkHttpClient sockets;

    HttpClients(ForwardProxy proxy) {
        requests = proxy.on(new OkHttpClient.Builder())
                .dispatcher(unlimited())
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 5, TimeUnit.MINUTES))
                .connectTimeout(CONNECT)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(WHOLE_CALL)
                .pingInterval(PING)
                .followRedirects(false)
                .addInterceptor(new TwitchOnly())
                .addInterceptor(AnswerLimit.LISTS)
                .build();
        tokens = requests.newBuilder()
                .callTimeout(TOKEN)
                .pingInterval(Duration.ZERO) // Nobody else waits for such a connection, and its answer may be late.
                // A connection that has been idle may fail after it has carried the token away, and a retry would send
                // a token that is used up.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .retryOnConnectionFailure(false)
                .build();
        sockets = requests.newBuilder()
                .dispatcher(unlimited())
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                // Until its welcome a connection has the session's deadline. From then on the keepalive watchdog
                // watches what Twitch sends: it knows what was promised.
                .writeTimeout(WRITE)
                .callTimeout(Duration.ZERO)
                .pingInterval(Duration.ZERO) // Twitch ends a connection on which a client sends anything but pongs.
                .build();
    }

    private Dispatcher unlimited() {
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        return dispatcher;
    }

    OkHttpClient requests() {
        return requests;
    }

    /** For what must not be sent twice and has to be waited for, however silent the connection is meanwhile. */
    OkHttpClient tokens() {
        return tokens;
    }

    /**
     * Opens sockets, each in a pool of its own: in a shared one OkHttp would look through all open sockets, with a lock each, at
     * every step of a new one.
     */
    WebSocket.Factory sockets() {
        return (request, listener) -> socketClient()
                .newBuilder()
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .build()
                .newWebSocket(request, listener);
    }

    /** What all sockets have in common. */
    OkHttpClient socketClient() {
        return sockets;
    }

    /** Drops all connections and calls; their threads end by that. */
    @Override
    public void close() {
        requests.dispatcher().cancelAll();
        sockets.dispatcher().cancelAll();
        requests.connectionPool().evictAll();
        tokens.connectionPool().evictAll();
        sockets.connectionPool().evictAll();
        threads.shutdown();
    }
}
