package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.web.ProblemException.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the requests of the web: finds the route that each is for, lets in clients that may use it, and records what is
 * changed. What is served may change at any time: {@link #serve} exchanges it.
 */
final class RequestHandler implements HttpHandler {
    private static final Logger log = LoggerFactory.getLogger(RequestHandler.class);

    private final AccessControl gate;
    private final AuditLog audit;
    private final SlowClients slow;
    private final PageFiles page;
    private final boolean isSecure;
    private volatile boolean closed;
    private volatile Served served = new Served(List.of(), false);

    /** What is served; before there is a host, most is still to come. */
    private record Served(List<Route> routes, boolean isAll) {}

    RequestHandler(AccessControl gate, AuditLog audit, SlowClients slow, PageFiles page, boolean isSecure) {
        this.gate = gate;
        this.audit = audit;
        this.slow = slow;
        this.page = page;
        this.isSecure = isSecure;
    }

    /**
     * Serves these from now on, in the place of what was served before.
     *
     * @param isAll whether that is all; else it is said of the rest that it comes with a configuration
     */
    void serve(List<Route> next, boolean isAll) {
        served = new Served(List.copyOf(next), isAll);
    }

    /** What is served now. */
    List<Route> served() {
        return served.routes();
    }

    /** From now on a request that fails has met the end. */
    void close() {
        closed = true;
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            HttpCall call = null;
            try {
                call = new HttpCall(exchange, gate.client(exchange), slow);
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
        Optional<String> token = call.query().parameter("token");
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
            handle(route, call);
        }
    }

    /** What cannot be done as things stand is refused with the sentence that says why. */
    private static void handle(Route route, HttpCall call) throws ProblemException, IOException, InterruptedException {
        try {
            route.handler().handle(call);
        } catch (OperationException e) {
            throw ProblemException.refused(String.valueOf(e.getMessage()));
        }
    }

    /** Every outcome is recorded: what was done, what was refused, and what broke off. */
    private void change(HttpCall call, Route route, String who)
            throws ProblemException, IOException, InterruptedException {
        String action = call.method() + " " + call.rawPath();
        boolean done = false;
        String detail = "it broke off";
        try {
            handle(route, call);
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
        ObjectNode json = Json.object()
                .put("type", "about:blank")
                .put("title", problem.kind().title())
                .put("status", problem.kind().status())
                .put("detail", problem.detail())
                .put("code", problem.kind().code());
        call.answer(problem.kind().status(), "application/problem+json", Json.STRICT.writeValueAsBytes(json));
    }
}
