package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.host.config.WebConfig;
import dev.chameleonbot.host.web.ProblemException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server of the page and of the interface behind it, on what the JDK brings.
 *
 * <p>Threads: one accepts and waits for requests, each request is served by a virtual thread of its own, one timer does the
 * rest. What it serves may change while it runs: {@link #serve} exchanges it.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebServer.class);
    private static final int CONNECTIONS = 512;
    private static final int BACKLOG = 64;

    static {
        // The JDK's own names, of which it has no others; what somebody has set goes before.
        limit("jdk.httpserver.maxConnections", CONNECTIONS);
        limit("sun.net.httpserver.maxReqTime", 30); // seconds, for a request with its body
        limit("sun.net.httpserver.idleInterval", 30); // seconds
        limit("sun.net.httpserver.maxReqHeaders", 60);
        limit("sun.net.httpserver.maxReqHeaderSize", 32 * 1024);
        limit("sun.net.httpserver.nodelay", "true");
    }

    private static final long END_SECONDS = 2;

    private final HttpServer server;
    private final ExecutorService requests = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("chameleon-web-request").factory());
    private final InetSocketAddress bound;
    private final Gate gate;
    private final AuditLog audit;
    private final SlowClients slow;
    private final ScheduledExecutorService timer;
    private final PageFiles page;
    private final boolean isSecure;
    private volatile boolean closed;
    private volatile Served served = new Served(List.of(), false);

    /** What is served; before there is a host, most is still to come. */
    private record Served(List<Route> routes, boolean isAll) {}

    private WebServer(
            HttpServer server,
            WebConfig config,
            Gate gate,
            AuditLog audit,
            ScheduledExecutorService timer,
            PageFiles page) {
        this.server = server;
        this.bound = server.getAddress();
        this.gate = gate;
        this.audit = audit;
        this.timer = timer;
        this.slow = new SlowClients(timer, SlowClients.PATIENCE);
        this.page = page;
        this.isSecure = config.keystore().isPresent();
    }

    private static void limit(String property, Object value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, String.valueOf(value));
        }
    }

    /**
     * Begins to listen; nothing is served before {@link #serve}, except for the page itself.
     *
     * @param config where, and who is believed
     * @param state where sessions, the audit log and the hashes of passwords are kept
     * @param clock the wall clock
     * @return the server
     * @throws IOException if it cannot listen, or nobody could log in; the message is a sentence that says what to do
     */
    public static WebServer open(WebConfig config, Path state, InstantSource clock) throws IOException {
        AccessFile access = new AccessFile(state);
        if (!config.isLocal() && access.rules().isEmpty()) {
            throw new IOException("The web is to listen on " + config.address().getHostAddress()
                    + ", where others can reach it, and nobody could log in: set a password with 'chameleon web"
                    + " password', make a token with 'chameleon web token', or let it listen on 127.0.0.1");
        }
        PageFiles page = new PageFiles();
        HttpServer server = bind(config);
        Gate gate = new Gate(config, server.getAddress().getPort(), access, new Sessions(state, clock), clock);
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("chameleon-web-timer").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        WebServer web = new WebServer(server, config, gate, new AuditLog(state, clock), timer, page);
        server.createContext("/", web::handle);
        server.setExecutor(web.requests);
        server.start();
        if (!config.isLocal() && config.keystore().isEmpty()) {
            log.warn(
                    "The web listens on {} without TLS: passwords and tokens can be read on their way. Put a proxy with"
                            + " TLS before it, or set web.keystore_file",
                    config.address().getHostAddress());
        }
        return web;
    }

    private static HttpServer bind(WebConfig config) throws IOException {
        InetSocketAddress where = new InetSocketAddress(config.address(), config.port());
        Optional<SSLContext> tls = Optional.empty();
        if (config.keystore().isPresent()) {
            tls = Optional.of(tls(config.keystore().get()));
        }
        try {
            if (tls.isEmpty()) {
                return HttpServer.create(where, BACKLOG);
            }
            HttpsServer secure = HttpsServer.create(where, BACKLOG);
            secure.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
            return secure;
        } catch (BindException e) {
            throw new IOException(
                    "The web cannot listen on " + config.address().getHostAddress() + ", port " + config.port() + ": "
                            + IoWords.of(e)
                            + ". Name another port with --web PORT, or as web.port in the configuration",
                    e);
        }
    }

    private static SSLContext tls(WebConfig.Keystore keystore) throws IOException {
        char[] password = keystore.password().map(Secret::reveal).orElse("").toCharArray();
        try (InputStream in = Files.newInputStream(keystore.file())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IOException(
                    "The keystore " + keystore.file() + " cannot be used: "
                            + (e instanceof IOException io ? IoWords.of(io) : e.getMessage())
                            + ". It must be a PKCS #12 file that web.keystore_password_file opens",
                    e);
        }
    }

    /**
     * Serves these from now on, in the place of what was served before.
     *
     * @param next what to serve
     * @param isAll whether that is all; else it is said of the rest that it comes with a configuration
     */
    void serve(List<Route> next, boolean isAll) {
        served = new Served(List.copyOf(next), isAll);
    }

    Gate gate() {
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

    /** The address that logs in whoever opens it; a secret. */
    public Secret addressWithToken() {
        return Secret.of(address() + "?token=" + gate.localToken().reveal());
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            HttpCall call = null;
            try {
                call = new HttpCall(exchange, gate.origin(exchange), slow);
                secure(call);
                serve(call);
            } catch (ProblemException e) {
                answer(call == null ? HttpCall.bare(exchange, slow) : call, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) { // One request's fault is no other's.
                if (closed) {
                    log.debug("A request has met the end of the host", e);
                    return;
                }
                log.error(
                        "A request to the web failed: {} {}",
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getRawPath(),
                        e);
                if (call != null && !call.isAnswered()) {
                    answer(call, new ProblemException(Kind.INTERNAL, "A fault of the program; the log has more"));
                }
            }
        } catch (IOException e) {
            log.debug("A client of the web is gone: {}", e.getMessage());
        }
    }

    private void secure(HttpCall call) {
        call.answerHeader("Content-Security-Policy", page.policy());
        call.answerHeader("X-Content-Type-Options", "nosniff");
        call.answerHeader("X-Frame-Options", "DENY");
        call.answerHeader("Referrer-Policy", "no-referrer");
        call.answerHeader("Cross-Origin-Opener-Policy", "same-origin");
        call.answerHeader("Cross-Origin-Resource-Policy", "same-origin");
        call.answerHeader("Cache-Control", "no-store");
        if (isSecure) {
            call.answerHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }

    private void serve(HttpCall call) throws ProblemException, IOException, InterruptedException {
        gate.requireKnownHost(call);
        Optional<String> token = call.parameter("token");
        if (call.rawPath().equals("/") && token.isPresent() && call.method().equals("GET")) {
            enter(call, token.get());
            return;
        }
        String method = call.method();
        List<String> segments = call.segments();
        TreeSet<String> methods = new TreeSet<>();
        Served now = served;
        for (Route route : now.routes()) {
            Optional<Map<String, String>> variables = route.match(segments);
            if (variables.isPresent() && route.method().equals(method)) {
                run(call, route, variables.get());
                return;
            }
            variables.ifPresent(unused -> methods.add(route.method()));
        }
        if (!methods.isEmpty()) {
            throw new ProblemException(
                    Kind.WRONG_METHOD,
                    "This takes " + String.join(", ", methods),
                    Map.of("Allow", String.join(", ", methods)));
        }
        if (!now.isAll() && segments.getFirst().equals("api")) {
            throw new ProblemException(Kind.NOT_SET_UP, "There is no configuration yet; the page makes one");
        }
        boolean isRead = method.equals("GET") || method.equals("HEAD");
        if (!isRead || segments.getFirst().equals("api")) {
            throw ProblemException.notFound("There is no " + call.rawPath());
        }
        page.handle(call);
    }

    /** The token leaves the address at once: it stays in no history and in no bookmark. */
    private void enter(HttpCall call, String token) throws IOException {
        Optional<Visitor> visitor = gate.ofAddress(token);
        if (visitor.isEmpty()) {
            page.index(call, Kind.UNAUTHENTICATED.status());
            return;
        }
        audit.record(
                visitor.get().who(), call.address().getHostAddress(), "GET /?token", true, "logged in by the address");
        call.answerHeader("Set-Cookie", gate.cookie(visitor.get().session(), call.isSecure()));
        call.answerHeader("Location", "/");
        call.answer(303);
    }

    private void run(HttpCall call, Route route, Map<String, String> variables)
            throws ProblemException, IOException, InterruptedException {
        Optional<Visitor> visitor = gate.admit(call, route);
        call.use(variables, visitor.orElse(null));
        if (route.changes()) {
            change(call, route, visitor.map(Visitor::who).orElse("somebody"));
        } else {
            route.handler().handle(call);
        }
    }

    /** Whatever comes of it is recorded: what was done, what was refused, and what broke off. */
    private void change(HttpCall call, Route route, String who)
            throws ProblemException, IOException, InterruptedException {
        String action = call.method() + " " + call.rawPath();
        boolean done = false;
        String detail = "it broke off";
        try {
            route.handler().handle(call);
            done = call.hasChanged();
            detail = call.note();
        } catch (ProblemException e) {
            detail = e.detail();
            if (e.kind() == Kind.TOO_MANY || e.kind() == Kind.NOT_FOUND || e.kind() == Kind.INVALID) {
                detail = ""; // However much of that comes, what was changed before is not pushed out.
            }
            throw e;
        } catch (IOException e) {
            done = call.isAnswered() && call.hasChanged(); // Only nobody was told.
            detail = done ? call.note() : "the client hung up";
            throw e;
        } finally {
            if (done || !detail.isEmpty()) {
                audit.record(who, call.address().getHostAddress(), action, done, detail);
            }
        }
    }

    private static void answer(HttpCall call, ProblemException problem) throws IOException {
        if (call.isAnswered()) {
            return;
        }
        problem.headers().forEach(call::answerHeader);
        ObjectNode json = HttpCall.JSON
                .createObjectNode()
                .put("type", "about:blank")
                .put("title", problem.kind().title())
                .put("status", problem.kind().status())
                .put("detail", problem.detail())
                .put("code", problem.kind().code());
        call.answer(problem.kind().status(), "application/problem+json", HttpCall.JSON.writeValueAsBytes(json));
    }

    /** What is served, for those who compare it with its description. */
    List<Route> served() {
        return served.routes();
    }

    /** Hangs up on all. */
    @Override
    public void close() {
        closed = true;
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
