package dev.chameleonbot.engine.http;

import dev.chameleonbot.engine.model.EngineStartException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A proxy as the environment names it. No message of its has a part of the value but host and port.
 *
 * @param proxy where it is, not looked up
 * @param login who may pass, where somebody has to say so
 */
record ProxyAddress(String source, Proxy proxy, Optional<ProxyLogin> login) {
    /** For messages that something is missing or wrong. */
    static final String HOW_TO_WRITE = "write it as http://NAME:PASSWORD@HOST:PORT";

    /** A password may have any character but the last '@', as people paste it unescaped. */
    private static final Pattern SHAPE =
            Pattern.compile("(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?(?:(?<user>.*)@)?(?<host>\\[[0-9A-Fa-f:.]+]"
                    + "|[^\\s:/@\\[\\]?#]+)(?::(?<port>\\d{1,5}))?/?");

    private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final int LAST_PORT = 65_535;
    private static final int HTTP_PORT = 80;
    private static final int SOCKS_PORT = 1080;

    static ProxyAddress parse(String source, String value) {
        Matcher parts = SHAPE.matcher(value);
        if (!parts.matches()) {
            throw unusable(source, "is no address of a proxy");
        }
        @Nullable String scheme = parts.group("scheme");
        Proxy.Type type = type(source, scheme == null ? "http" : scheme.toLowerCase(Locale.ROOT));
        Optional<ProxyLogin> login = login(source, parts.group("user"));
        if (type == Proxy.Type.SOCKS && login.isPresent()) {
            throw unusable(source, "names a SOCKS proxy with a name and a password, which is not supported");
        }
        @Nullable String digits = parts.group("port");
        int usual = type == Proxy.Type.SOCKS ? SOCKS_PORT : HTTP_PORT;
        int port = digits == null ? usual : Integer.parseInt(digits);
        if (port < 1 || port > LAST_PORT) {
            throw unusable(source, "has a port that there is not");
        }
        String host = parts.group("host").replaceAll("[\\[\\]]", "");
        return new ProxyAddress(source, new Proxy(type, InetSocketAddress.createUnresolved(host, port)), login);
    }

    private static Proxy.Type type(String source, String scheme) {
        return switch (scheme) {
            case "http" -> Proxy.Type.HTTP;
            case "socks", "socks5", "socks5h" -> Proxy.Type.SOCKS;
            case "https" ->
                throw unusable(source, "names a proxy that is itself reached over TLS, which is not supported");
            default -> throw unusable(source, "names a proxy of an unknown kind");
        };
    }

    private static Optional<ProxyLogin> login(String source, @Nullable String user) {
        if (user == null) {
            return Optional.empty();
        }
        int colon = user.indexOf(':');
        String name = colon < 0 ? user : user.substring(0, colon);
        if (name.isEmpty()) {
            throw unusable(source, "has an '@' but no name before it");
        }
        String password = colon < 0 ? "" : user.substring(colon + 1);
        return Optional.of(new ProxyLogin(decoded(name), ProxyLogin.password(decoded(password)), source));
    }

    /** A '+' is a plus sign here, and a '%' that begins nothing is itself. */
    private static String decoded(String text) {
        String escaped = STRAY_PERCENT.matcher(text).replaceAll("%25").replace("+", "%2B");
        return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
    }

    private static EngineStartException unusable(String source, String what) {
        return new EngineStartException("The environment's variable " + source + " " + what + "; " + HOW_TO_WRITE
                + " (NAME:PASSWORD@ only if it asks for them), or as socks5://HOST:PORT");
    }

    /** What to call it in the middle of a sentence. */
    String inWords() {
        InetSocketAddress address = (InetSocketAddress) proxy.address();
        return "the proxy " + address.getHostString() + ":" + address.getPort() + " (" + source + ")";
    }
}
