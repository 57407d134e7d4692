package dev.chameleonbot.simulator.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on one loopback port. One virtual thread accepts, and each connection has one; closing the server closes every
 * socket and waits for all of them.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int BACKLOG = 4096;
    private static final Duration END_WITHIN = Duration.ofSeconds(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(20);

    private final ServerSocket listener;
    private final HttpHandler handler;
    private final BooleanSupplier refusing;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("simulator-", 0).factory());
    private volatile boolean closed;

    private HttpServer(ServerSocket listener, HttpHandler handler, BooleanSupplier refusing) {
        this.listener = listener;
        this.handler = handler;
        this.refusing = refusing;
    }

    /**
     * Starts to listen.
     *
     * @param port the port, or 0 for a free one
     * @param handler what answers
     * @param refusing asked for each new connection: whether to reset it at once
     * @throws IOException if the port cannot be had
     */
    public static HttpServer start(int port, HttpHandler handler, BooleanSupplier refusing) throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        HttpServer server = new HttpServer(listener, handler, refusing);
        server.threads.execute(server::accept);
        return server;
    }

    /** The port that it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!closed) {
            try {
                Connection connection = new Connection(listener.accept());
                if (refusing.getAsBoolean()) {
                    connection.abort();
                } else {
                    connections.add(connection);
                    threads.execute(() -> serve(connection));
                }
            } catch (IOException | RejectedExecutionException e) {
                if (!closed) {
                    LOG.warn("A connection could not be accepted", e);
                    LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
                }
            }
        }
    }

    private void serve(Connection connection) {
        try (connection) {
            if (!closed) {
                connection.serve(handler);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        listener.close();
        connections.forEach(Connection::close);
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Connections of the simulator did not end within {}", END_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
