package dev.chameleonbot.engine.http;

import static java.util.stream.Collectors.joining;

import dev.chameleonbot.engine.EngineStartException;
import dev.chameleonbot.engine.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * The forward proxy that requests and sockets go through, if any.
 *
 * <p>A proxy of the JVM's own ({@code https.proxyHost}, {@code http.proxyHost}, {@code socksProxyHost},
 * {@code java.net.useSystemProxies}) is used alone, by the JVM's rules. Otherwise {@code HTTPS_PROXY}, {@code HTTP_PROXY},
 * {@code ALL_PROXY} and {@code NO_PROXY} of the environment hold, the lower-case one first where both are set, as with curl;
 * this machine itself is always reached directly. Immutable.
 */
public final class ForwardProxy {
    private static final List<String> OF_THE_JVM = List.of("https.proxyHost", "http.proxyHost", "socksProxyHost");
    private static final String AUTHORIZATION = "Proxy-Authorization";
    /** How OkHttp asks before a proxy has: a tunnel's first request may as well have the name and the password. */
    private static final String BEFORE_ASKED = "OkHttp-Preemptive";

    /** Whether the JVM has a proxy, and so the environment's do not count. */
    private final boolean ofTheJvm;

    private final Optional<ProxyAddress> secure;
    private final Optional<ProxyAddress> plain;
    private final Optional<ProxyLogin> secureLogin;
    private final Optional<ProxyLogin> plainLogin;
    private final DirectHosts direct;

    private ForwardProxy(Map<String, String> environment, Properties properties) {
        ofTheJvm = OF_THE_JVM.stream().anyMatch(name -> !text(properties, name).isEmpty())
                || Boolean.parseBoolean(text(properties, "java.net.useSystemProxies"));
        if (ofTheJvm) {
            secure = Optional.empty();
            plain = Optional.empty();
            secureLogin = login(properties, "https");
            plainLogin = login(properties, "http");
            direct = DirectHosts.NONE;
            return;
        }
        secure = address(environment, "HTTPS_PROXY").or(() -> address(environment, "ALL_PROXY"));
        plain = address(environment, "HTTP_PROXY").or(() -> address(environment, "ALL_PROXY"));
        secureLogin = secure.flatMap(ProxyAddress::login);
        plainLogin = plain.flatMap(ProxyAddress::login);
        direct = variable(environment, "NO_PROXY")
                .map(found -> DirectHosts.parse(found.name(), found.value()))
                .orElse(DirectHosts.NONE);
    }

    /**
     * The one of this process.
     *
     * @throws EngineStartException if a variable cannot be understood; the message names it, and nothing that it holds
     */
    public static ForwardProxy ofThisProcess() {
        return of(System.getenv(), System.getProperties());
    }

    /**
     * The one that others have set.
     *
     * @param environment the environment's variables
     * @param properties the JVM's properties
     * @throws EngineStartException if a variable cannot be understood; the message names it, and nothing that it holds
     */
    public static ForwardProxy of(Map<String, String> environment, Properties properties) {
        return new ForwardProxy(environment, properties);
    }

    /**
     * Lets a client go through it.
     *
     * @param client the client
     * @return the client
     */
    public OkHttpClient.Builder on(OkHttpClient.Builder client) {
        if (secure.isPresent() || plain.isPresent()) {
            client.proxySelector(new Selector());
        }
        return client.proxyAuthenticator(this::authenticated);
    }

    /** What to tell of it, without names and passwords; empty if there is none. */
    public Optional<String> description() {
        if (ofTheJvm) {
            return Optional.of("the proxy that the JVM is set to");
        }
        String all = Stream.concat(secure.stream(), plain.stream())
                .map(address -> "the proxy " + address)
                .distinct()
                .collect(joining(" and "));
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    /** The request with a name and a password, or null to go on without. */
    private @Nullable Request authenticated(@Nullable Route route, Response response) throws IOException {
        boolean asked = response.challenges().stream()
                .noneMatch(challenge -> challenge.scheme().equalsIgnoreCase(BEFORE_ASKED));
        Optional<ProxyLogin> login = response.request().isHttps() ? secureLogin : plainLogin;
        String name = "the proxy" + place(route);
        if (asked && response.request().header(AUTHORIZATION) != null) {
            throw new IOException(name + " refuses the name and the password of "
                    + login.map(ProxyLogin::source).orElse("the request"));
        }
        if (login.isEmpty()) {
            if (!asked) {
                return null;
            }
            throw new IOException(name + " asks for a name and a password; " + ProxyAddress.HOW_TO_WRITE);
        }
        if (asked
                && response.challenges().stream()
                        .noneMatch(challenge -> challenge.scheme().equalsIgnoreCase("Basic"))) {
            throw new IOException(name + " does not take a name and a password as they are (Basic)");
        }
        return response.request()
                .newBuilder()
                .header(AUTHORIZATION, login.get().basic())
                .build();
    }

    private static String place(@Nullable Route route) {
        return route != null && route.proxy().address() instanceof InetSocketAddress address
                ? " " + address.getHostString() + ":" + address.getPort()
                : "";
    }

    private static Optional<ProxyAddress> address(Map<String, String> environment, String name) {
        return variable(environment, name).map(found -> ProxyAddress.parse(found.name(), found.value()));
    }

    private static Optional<Variable> variable(Map<String, String> environment, String name) {
        return Stream.of(name.toLowerCase(Locale.ROOT), name)
                .map(each ->
                        new Variable(each, environment.getOrDefault(each, "").strip()))
                .filter(each -> !each.value().isEmpty())
                .findFirst();
    }

    private static Optional<ProxyLogin> login(Properties properties, String scheme) {
        String name = text(properties, scheme + ".proxyUser");
        String password = text(properties, scheme + ".proxyPassword");
        return name.isEmpty() || password.isEmpty()
                ? Optional.empty()
                : Optional.of(new ProxyLogin(name, Secret.of(password), scheme + ".proxyUser"));
    }

    private static String text(Properties properties, String name) {
        return properties.getProperty(name, "").strip();
    }

    /** A variable of the environment by the name that it was found under. */
    private record Variable(String name, String value) {}

    /** OkHttp asks with {@code https} for {@code wss}, too. */
    private final class Selector extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            Optional<ProxyAddress> chosen = "https".equalsIgnoreCase(uri.getScheme()) ? secure : plain;
            return chosen.isEmpty() || direct.contain(uri)
                    ? List.of(Proxy.NO_PROXY)
                    : List.of(chosen.get().proxy());
        }

        @Override
        public void connectFailed(URI uri, SocketAddress proxy, IOException failure) {
            // There is no other one to try.
        }
    }
}
