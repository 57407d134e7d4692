package dev.chameleonbot.engine.model;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * The addresses of Twitch. Schemes other than {@code https} and {@code wss} are accepted only on the loopback
 * interface, because tokens are sent there.
 *
 * @param eventSub the EventSub WebSocket, such as {@code wss://eventsub.wss.twitch.tv/ws}
 * @param helix the base of the Helix API, such as {@code https://api.twitch.tv/helix}
 * @param auth the base of the OAuth endpoints, such as {@code https://id.twitch.tv/oauth2}
 */
public record TwitchEndpoints(URI eventSub, URI helix, URI auth) {
    /** Twitch itself. */
    public static final TwitchEndpoints TWITCH = new TwitchEndpoints(
            URI.create("wss://eventsub.wss.twitch.tv/ws"),
            URI.create("https://api.twitch.tv/helix"),
            URI.create("https://id.twitch.tv/oauth2"));

    private static final int LAST_PORT = 65_535;

    /** Checks schemes, hosts and ports, and removes trailing slashes. */
    public TwitchEndpoints {
        eventSub = withoutSlash(checked(eventSub, "wss", "ws"));
        helix = withoutSlash(checked(helix, "https", "http"));
        auth = withoutSlash(checked(auth, "https", "http"));
    }

    /**
     * Checks an address from EventSub, by the same rules.
     *
     * @param address such as a {@code reconnect_url}
     * @return the address, unchanged
     * @throws IllegalArgumentException if it cannot be used; the message says why
     */
    public static URI eventSubAddress(URI address) {
        return checked(address, "wss", "ws");
    }

    private static URI checked(URI uri, String secure, String plain) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (host == null || !(scheme.equals(secure) || scheme.equals(plain))) {
            throw new IllegalArgumentException("'" + uri + "' must be a " + secure + ":// address");
        }
        if (scheme.equals(plain) && !isLoopback(host)) {
            throw new IllegalArgumentException("'" + uri + "': " + plain + ":// is allowed on loopback only, use "
                    + secure + "://, as tokens go over it");
        }
        if (uri.getPort() > LAST_PORT) {
            throw new IllegalArgumentException("'" + uri + "': there is no port " + uri.getPort());
        }
        return uri;
    }

    private static URI withoutSlash(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : uri;
    }

    /**
     * Whether a host is certainly this machine: only literal addresses and "localhost" are, because the resolution of
     * other names can change.
     *
     * @param host the host as in an address
     * @return whether plain text to it stays on this machine
     */
    public static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        String address = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        if (!address.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            return false;
        }
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException notAnAddress) { // such as 999.1.1.1
            return false;
        }
    }
}
