package dev.chameleonbot.host.web;

import com.sun.net.httpserver.HttpExchange;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.host.config.IpAddress;
import dev.chameleonbot.host.config.WebConfig;
import dev.chameleonbot.host.web.ProblemException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who gets in. In this order: the name that the request is for (a foreign site whose name leads here is sent away:
 * DNS rebinding), who asks (a bearer token, or the session's cookie), what they may do, and, where a browser's cookie tells
 * who it is, that the request comes from this page and no other site (CSRF).
 */
final class AccessControl {
    private static final Logger log = LoggerFactory.getLogger(AccessControl.class);
    private static final String BEARER = "Bearer ";
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?");
    /** An address with its port, which some proxies add. */
    private static final Pattern PORT = Pattern.compile("^([0-9.]+|\\[[^]]*]):[0-9]{1,5}$");

    /** Any user of the machine who has the printed address. */
    private static final String LOCAL = "local";

    private static final String PASSWORD = "password";

    private final WebConfig config;
    /** With the port, as browsers give a cookie to all servers of a host. */
    private final String cookie;

    private final AccessFile access;
    private final Sessions sessions;
    private final LoginThrottle throttle;
    private final Secret local;
    private final String localHash;

    AccessControl(WebConfig config, int port, AccessFile access, Sessions sessions, InstantSource clock) {
        this.config = config;
        this.cookie = "chameleon_session_" + port;
        this.access = access;
        this.sessions = sessions;
        this.throttle = new LoginThrottle(clock);
        this.local = Secret.of(AccessTokens.create());
        this.localHash = AccessTokens.hash(local.reveal());
    }

    /** The token of the printed address; another one with each start. */
    Secret localToken() {
        return local;
    }

    /** Where a request comes from: behind a trusted proxy, the client that the proxy names. */
    HttpCall.Client client(HttpExchange exchange) {
        InetAddress peer = exchange.getRemoteAddress().getAddress();
        boolean isSecure = config.keystore().isPresent();
        if (!config.trustedProxies().contains(peer)) {
            return new HttpCall.Client(peer, isSecure);
        }
        List<String> schemes = values(exchange, "X-Forwarded-Proto");
        boolean wasSecure = schemes.isEmpty() ? isSecure : schemes.getLast().equalsIgnoreCase("https");
        List<String> hops = values(exchange, "X-Forwarded-For");
        // The last that no trusted proxy has added: what stands before it, anybody can have written.
        InetAddress client = peer;
        for (String hop : hops.reversed()) {
            Optional<InetAddress> address = IpAddress.parse(PORT.matcher(hop).replaceFirst("$1"));
            if (address.isEmpty()) {
                break;
            }
            client = address.get();
            if (!config.trustedProxies().contains(client)) {
                break;
            }
        }
        return new HttpCall.Client(client, wasSecure);
    }

    /** What a header lists, as a whole however often it stands there. */
    private static List<String> values(HttpExchange exchange, String header) {
        return exchange.getRequestHeaders().getOrDefault(header, List.of()).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /**
     * Refuses requests for names that this server does not go by.
     *
     * @throws ProblemException if the name is another one, or none
     */
    void requireKnownHost(HttpCall call) throws ProblemException {
        List<String> given = call.headers("Host");
        String host = given.size() == 1 ? given.getFirst() : "";
        if (!HOST.matcher(host).matches() || !isKnown(nameOf(host))) {
            throw new ProblemException(
                    Kind.MISDIRECTED,
                    "This server is not reached by that name; names besides localhost and addresses are listed in"
                            + " web.hosts of the configuration");
        }
    }

    private boolean isKnown(String name) {
        return name.equals("localhost")
                || config.hosts().contains(name)
                || IpAddress.parse(name).isPresent();
    }

    private static String nameOf(String host) {
        int colon = host.startsWith("[") ? host.indexOf(':', host.indexOf(']')) : host.indexOf(':');
        return (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
    }

    /**
     * Lets a request in to a route.
     *
     * @return who asks; empty for somebody unknown, where that is allowed
     * @throws ProblemException if they do not get in
     */
    Optional<Visitor> admit(HttpCall call, Route route) throws ProblemException {
        boolean isOpen = route.access() == Route.Access.EVERYBODY
                || (route.access() == Route.Access.EVERYBODY_ON_LOOPBACK && isFromThisMachine(call));
        if (isOpen) {
            if (route.changes()) {
                requireSameSite(call);
            }
            return Optional.empty();
        }
        Optional<Visitor> visitor = visitor(call);
        if (visitor.isEmpty()) {
            throw new ProblemException(
                    Kind.UNAUTHENTICATED,
                    "Log in first: open the address that the program prints, or that 'chameleon web address' does"
                            + (hasPassword() ? ", or give the password" : ""),
                    Map.of("WWW-Authenticate", "Bearer realm=\"chameleon\""));
        }
        Role needed = route.access() == Route.Access.OPERATE ? Role.OPERATE : Role.VIEW;
        if (!visitor.get().role().includes(needed)) {
            throw new ProblemException(Kind.FORBIDDEN, "Your role, view, does not allow that");
        }
        if (route.changes() && visitor.get().session().isPresent()) {
            requireSameSite(call);
        }
        return visitor;
    }

    /** Behind a proxy everybody would seem to be. */
    private boolean isFromThisMachine(HttpCall call) {
        return config.isLocal()
                && config.trustedProxies().isEmpty()
                && call.address().isLoopbackAddress();
    }

    private Optional<Visitor> visitor(HttpCall call) throws ProblemException {
        Optional<String> bearer =
                call.header("Authorization").filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()));
        return bearer.isPresent()
                ? ofToken(bearer.get().substring(BEARER.length()).strip())
                : call.cookie(cookie).flatMap(id -> sessions.find(id, basis()));
    }

    /** Whether a client that was let in would still be, as long as its answer lasts. */
    boolean stillKnows(HttpCall call) {
        try {
            Optional<Role> before = call.visitor().map(Visitor::role);
            return before.equals(visitor(call).map(Visitor::role));
        } catch (ProblemException e) {
            return false; // The token was taken away.
        }
    }

    private Optional<Visitor> ofToken(String token) throws ProblemException {
        String hash = AccessTokens.hash(token);
        if (AccessTokens.areSame(hash, localHash)) {
            return Optional.of(new Visitor(LOCAL, Role.OPERATE, Optional.empty()));
        }
        Optional<Visitor> known = rules().tokens().stream()
                .filter(one -> AccessTokens.areSame(hash, one.hash()))
                .findFirst()
                .map(one -> new Visitor(one.name(), one.role(), Optional.empty()));
        if (known.isEmpty()) {
            throw new ProblemException(
                    Kind.UNAUTHENTICATED,
                    "The bearer token is not known",
                    Map.of("WWW-Authenticate", "Bearer realm=\"chameleon\", error=\"invalid_token\""));
        }
        return known;
    }

    /**
     * Begins a session for the printed address.
     *
     * @return the session; empty if the token is another one
     */
    Optional<Visitor> ofAddress(String token) {
        return AccessTokens.areSame(AccessTokens.hash(token), localHash)
                ? Optional.of(sessions.begin(LOCAL, Role.OPERATE, ""))
                : Optional.empty();
    }

    /**
     * Begins a session for the password.
     *
     * @throws ProblemException if it is wrong, there is none, or it was tried too often
     */
    Visitor ofPassword(String password, InetAddress from) throws ProblemException, InterruptedException {
        Optional<String> hash = rules().password();
        if (hash.isEmpty()) {
            throw new ProblemException(
                    Kind.UNAUTHENTICATED, "There is no password yet; 'chameleon web password' sets one");
        }
        Duration wait = throttle.tryNow(from);
        if (wait.isPositive()) {
            throw tooMany("Too many wrong passwords; the next try counts in ", wait);
        }
        Optional<Boolean> isRight = Passwords.isRight(password, hash.get());
        if (isRight.isEmpty()) {
            throw tooMany("Too many log in at once; try again in ", Duration.ZERO);
        }
        if (!isRight.get()) {
            log.warn("A wrong password for the web from {}", from.getHostAddress());
            throw new ProblemException(Kind.UNAUTHENTICATED, "The password is wrong");
        }
        throttle.succeeded(from);
        return sessions.begin(PASSWORD, Role.OPERATE, basis());
    }

    private static ProblemException tooMany(String what, Duration wait) {
        long seconds = wait.toSeconds() + 1;
        return new ProblemException(
                Kind.TOO_MANY, what + seconds + " s", Map.of("Retry-After", String.valueOf(seconds)));
    }

    void end(Visitor visitor) {
        visitor.session().ifPresent(sessions::end);
    }

    /** Whether somebody can log in with a password. */
    boolean hasPassword() {
        try {
            return access.rules().password().isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /** The cookie of a session, or the one that removes it. */
    String cookie(Optional<Visitor.Session> session, boolean isSecure) {
        return cookie + "=" + session.map(Visitor.Session::id).orElse("") + "; Path=/; HttpOnly; SameSite=Strict"
                + (isSecure ? "; Secure" : "")
                + (session.isPresent() ? "; Max-Age=" + Sessions.LASTS.toSeconds() : "; Max-Age=0");
    }

    /** What sessions of the password rest on. */
    private String basis() {
        try {
            return access.rules().password().map(AccessTokens::hash).orElse("none");
        } catch (IOException e) {
            log.error("{}", e.getMessage());
            return "none";
        }
    }

    private AccessRules rules() throws ProblemException {
        try {
            return access.rules();
        } catch (IOException e) {
            log.error("{}", e.getMessage());
            throw new ProblemException(Kind.UNAVAILABLE, "Who may log in cannot be read; the log has more");
        }
    }

    /**
     * Refuses what another site makes a browser send. Browsers tell of each such request where it comes from; a program that
     * tells nothing has no cookie either.
     */
    private void requireSameSite(HttpCall call) throws ProblemException {
        Optional<String> site = call.header("Sec-Fetch-Site");
        Optional<String> origin = call.header("Origin");
        boolean isForeign = site.filter(value -> !value.equals("same-origin") && !value.equals("none"))
                        .isPresent()
                || origin.filter(value -> !isOf(call, value)).isPresent()
                || (site.isEmpty() && origin.isEmpty() && call.cookie(cookie).isPresent());
        if (isForeign) {
            throw new ProblemException(Kind.FORBIDDEN, "The request comes from another site");
        }
    }

    private static boolean isOf(HttpCall call, String origin) {
        try {
            URI uri = new URI(origin);
            String authority = uri.getRawAuthority();
            return authority != null
                    && (call.isSecure() ? "https" : "http").equalsIgnoreCase(uri.getScheme())
                    && authority.equalsIgnoreCase(call.header("Host").orElse(""));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
