package dev.chameleonbot.host.web;

import com.sun.net.httpserver.HttpServer;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.host.config.WebConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server of the page and of the interface behind it, on what the JDK brings.
 *
 * <p>Threads: one accepts and waits for requests, each request is served by a virtual thread of its own, one timer does the
 * rest.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebServer.class);

    private static final long END_SECONDS = 2;

    private final HttpServer server;
    private final ExecutorService requests = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("chameleon-web-request").factory());
    private final InetSocketAddress bound;
    private final AccessControl gate;
    private final AuditLog audit;
    private final SlowClients slow;
    private final ScheduledExecutorService timer;
    private final RequestHandler handler;
    private final boolean isSecure;

    private WebServer(
            HttpServer server,
            WebConfig config,
            AccessControl gate,
            AuditLog audit,
            ScheduledExecutorService timer,
            PageFiles page) {
        this.server = server;
        this.bound = server.getAddress();
        this.gate = gate;
        this.audit = audit;
        this.timer = timer;
        this.slow = new SlowClients(timer, SlowClients.PATIENCE);
        this.isSecure = config.keystore().isPresent();
        this.handler = new RequestHandler(gate, audit, slow, page, isSecure);
    }

    /**
     * Begins to listen; nothing is served before {@link RequestHandler#serve}, except for the page itself.
     *
     * @param config where, and who is believed
     * @param state where sessions, the audit log and the hashes of passwords are kept
     * @param clock the wall clock
     * @throws IOException if it cannot listen, or nobody could log in; the message is a sentence that says what to do
     */
    public static WebServer open(WebConfig config, Path state, InstantSource clock) throws IOException {
        AccessFile access = new AccessFile(state);
        if (!config.isLocal() && access.rules().isEmpty()) {
            throw new IOException("The page would listen on " + config.address().getHostAddress()
                    + ", where others can reach it, but nobody could log in: set a password with 'chameleon web"
                    + " password', make a token with 'chameleon web token', or let it listen on 127.0.0.1");
        }
        PageFiles page = new PageFiles();
        HttpServer server = HttpListener.bind(config);
        AccessControl gate =
                new AccessControl(config, server.getAddress().getPort(), access, new Sessions(state, clock), clock);
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("chameleon-web-timer").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        WebServer web = new WebServer(server, config, gate, new AuditLog(state, clock), timer, page);
        server.createContext("/", web.handler);
        server.setExecutor(web.requests);
        server.start();
        if (!config.isLocal() && config.keystore().isEmpty()) {
            log.warn(
                    "The page listens on {} without TLS: passwords and tokens can be read on their way. Put a proxy"
                            + " with TLS before it, or set web.keystore_file",
                    config.address().getHostAddress());
        }
        return web;
    }

    /** What serves its requests. */
    RequestHandler handler() {
        return handler;
    }

    AccessControl gate() {
        return gate;
    }

    AuditLog audit() {
        return audit;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    SlowClients slowClients() {
        return slow;
    }

    /** The address without its token. */
    public URI address() {
        return URI.create(shown(bound, isSecure) + "/");
    }

    /** As a browser takes it. */
    private static String shown(InetSocketAddress bound, boolean isSecure) {
        InetAddress address = bound.getAddress();
        String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
        return (isSecure ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + bound.getPort();
    }

    /** The address that logs in anyone who opens it; a secret. */
    public Secret addressWithToken() {
        return Secret.of(address() + "?token=" + gate.localToken().reveal());
    }

    /** Hangs up on all. */
    @Override
    public void close() {
        handler.close();
        timer.shutdownNow();
        server.stop(0);
        requests.shutdown();
        try {
            // What a request has changed is recorded before this is over.
            if (!requests.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                requests.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "Web at " + address();
    }
}
