package dev.chameleonbot.engine.http;

import static java.util.stream.Collectors.joining;

import dev.chameleonbot.engine.model.EngineStartException;
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

    private final Way secure;
    private final Way plain;
    private final DirectHosts direct;

    /**
     * What is set for one scheme.
     *
     * @param address the environment's proxy
     * @param login who may pass, where somebody has to say so
     * @param fault why nothing can go there, though something is set
     */
    private record Way(
            Optional<ProxyAddress> address, Optional<ProxyLogin> login, Optional<EngineStartException> fault) {}

    /** This process's does not change, and what is to be said of it is said once. */
    private static final class OfThisProcess {
        static final ForwardProxy IT = of(System.getenv(), System.getProperties());
    }

    private ForwardProxy(Map<String, String> environment, Properties properties) {
        ofTheJvm = OF_THE_JVM.stream().anyMatch(name -> !text(properties, name).isEmpty())
                || Boolean.parseBoolean(text(properties, "java.net.useSystemProxies"));
        if (ofTheJvm) {
            secure = new Way(Optional.empty(), login(properties, "https"), Optional.empty());
            plain = new Way(Optional.empty(), login(properties, "http"), Optional.empty());
            direct = DirectHosts.NONE;
            return;
        }
        secure = way(environment, "HTTPS_PROXY");
        plain = way(environment, "HTTP_PROXY");
        direct = isSet()
                ? variable(environment, "NO_PROXY")
                        .map(found -> DirectHosts.parse(found.name(), found.value()))
                        .orElse(DirectHosts.NONE)
                : DirectHosts.NONE;
    }

    private static Way way(Map<String, String> environment, String name) {
        try {
            Optional<ProxyAddress> address = address(environment, name).or(() -> address(environment, "ALL_PROXY"));
            return new Way(address, address.flatMap(ProxyAddress::login), Optional.empty());
        } catch (EngineStartException e) {
            return new Way(Optional.empty(), Optional.empty(), Optional.of(e));
        }
    }

    /** Whether the environment has one, be it usable or not. */
    private boolean isSet() {
        return Stream.of(secure, plain)
                .anyMatch(way -> way.address().isPresent() || way.fault().isPresent());
    }

    /** The one of this process, as it was when it was first asked for. */
    public static ForwardProxy ofThisProcess() {
        return OfThisProcess.IT;
    }

    /** The one that others have set. */
    public static ForwardProxy of(Map<String, String> environment, Properties properties) {
        return new ForwardProxy(environment, properties);
    }

    /** Lets a client go through it. */
    public OkHttpClient.Builder on(OkHttpClient.Builder client) {
        if (isSet()) {
            client.proxySelector(new Selector());
        }
        return client.addInterceptor(new ProxyFaults(this)).proxyAuthenticator(this::authenticated);
    }

    /**
     * Finds out before the first request whether one could be sent. What is reached directly, as this machine is, needs no
     * proxy that can be used.
     *
     * @param addresses where requests and sockets will go
     * @throws EngineStartException if a variable that counts for one of them cannot be understood; the message names the
     *     variable, and nothing that it holds
     */
    public void requireUsable(Iterable<URI> addresses) {
        addresses.forEach(this::proxyFor);
    }

    private Optional<ProxyAddress> proxyFor(URI uri) {
        Way way = List.of("https", "wss").contains(uri.getScheme().toLowerCase(Locale.ROOT)) ? secure : plain;
        if (direct.contain(uri)) {
            return Optional.empty();
        }
        way.fault().ifPresent(fault -> {
            throw fault;
        });
        return way.address();
    }

    /**
     * What to call the proxy on the way to an address.
     *
     * @param uri the address; {@code http} stands for {@code ws}
     * @return its name, without names and passwords; empty if there is none
     * @throws EngineStartException if a variable that counts for the address cannot be understood
     */
    public Optional<String> nameFor(URI uri) {
        if (!ofTheJvm) {
            return proxyFor(uri).map(ProxyAddress::inWords);
        }
        return ProxySelector.getDefault().select(uri).stream()
                .filter(chosen -> chosen.type() != Proxy.Type.DIRECT)
                .map(chosen -> name(chosen) + " (that the JVM is set to)")
                .findFirst();
    }

    /** What to report about it, without names and passwords; empty if there is none. */
    public Optional<String> description() {
        if (ofTheJvm) {
            return Optional.of("the proxy that the JVM is set to");
        }
        String all = Stream.concat(secure.address().stream(), plain.address().stream())
                .map(ProxyAddress::inWords)
                .distinct()
                .collect(joining(" and "));
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    /** The request with a name and a password, or null to go on without. */
    private @Nullable Request authenticated(@Nullable Route route, Response response) throws IOException {
        boolean asked = response.challenges().stream()
                .noneMatch(challenge -> challenge.scheme().equalsIgnoreCase(BEFORE_ASKED));
        Optional<ProxyLogin> login = (response.request().isHttps() ? secure : plain).login();
        String name = route == null ? "the proxy" : name(route.proxy());
        if (asked && response.request().header(AUTHORIZATION) != null) {
            throw new ProxyException(name + " refuses the name and the password of "
                    + login.map(ProxyLogin::source).orElse("the request"));
        }
        if (login.isEmpty()) {
            if (!asked) {
                return null;
            }
            throw new ProxyException(name + " asks for a name and a password; " + ProxyAddress.HOW_TO_WRITE);
        }
        if (asked
                && response.challenges().stream()
                        .noneMatch(challenge -> challenge.scheme().equalsIgnoreCase("Basic"))) {
            throw new ProxyException(name + " does not take a name and a password as they are (Basic)");
        }
        return response.request()
                .newBuilder()
                .header(AUTHORIZATION, login.get().basic())
                .build();
    }

    private static String name(Proxy proxy) {
        return proxy.address() instanceof InetSocketAddress address
                ? "the proxy " + address.getHostString() + ":" + address.getPort()
                : "the proxy";
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
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new ProxyLogin(name, ProxyLogin.password(password), scheme + ".proxyUser"));
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
            return List.of(proxyFor(uri).map(ProxyAddress::proxy).orElse(Proxy.NO_PROXY));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress proxy, IOException failure) {
            // There is no other one to try.
        }
    }
}
