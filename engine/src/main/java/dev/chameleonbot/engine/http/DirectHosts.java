package dev.chameleonbot.engine.http;

import dev.chameleonbot.engine.EngineStartException;
import dev.chameleonbot.engine.TwitchEndpoints;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts that no proxy is used for: this machine, and those that {@code NO_PROXY} names. An entry of it is a host, which
 * stands for those under it too, with or without a dot or {@code *.} before it; an address; a network such as
 * {@code 10.0.0.0/8}; or {@code *} for all. All but networks may have a port. No name is looked up.
 */
final class DirectHosts {
    static final DirectHosts NONE = new DirectHosts(List.of());

    private static final Pattern NETWORK = Pattern.compile("(?<address>[0-9A-Fa-f:.]+)/(?<bits>\\d{1,3})");
    private static final Pattern HOST =
            Pattern.compile("(?:\\*?\\.)?(?<host>[^\\s:/\\[\\]*]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>\\d{1,5}))?");
    private static final Pattern BARE_IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
    private static final Pattern ADDRESS =
            Pattern.compile("\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|" + BARE_IPV6.pattern());
    private static final int SECURE_PORT = 443;
    private static final int PLAIN_PORT = 80;

    private final List<Predicate<Target>> entries;

    /** Where a request goes. */
    private record Target(String host, int port, Optional<InetAddress> address) {}

    private DirectHosts(List<Predicate<Target>> entries) {
        this.entries = entries;
    }

    static DirectHosts parse(String source, String value) {
        return new DirectHosts(Arrays.stream(value.split("[,\\s]+"))
                .filter(text -> !text.isEmpty())
                .map(text -> entry(source, text))
                .toList());
    }

    boolean contain(URI uri) {
        String host = bare(uri.getHost());
        if (TwitchEndpoints.isLoopback(host) || host.endsWith(".localhost")) {
            return true;
        }
        int usual = "https".equalsIgnoreCase(uri.getScheme()) ? SECURE_PORT : PLAIN_PORT;
        Target target = new Target(host, uri.getPort() < 0 ? usual : uri.getPort(), address(host));
        return entries.stream().anyMatch(entry -> entry.test(target));
    }

    private static Predicate<Target> entry(String source, String text) {
        if (text.equals("*")) {
            return target -> true;
        }
        Matcher network = NETWORK.matcher(text);
        if (network.matches()) {
            InetAddress base = address(network.group("address")).orElseThrow(() -> unusable(source, text));
            int bits = Integer.parseInt(network.group("bits"));
            if (bits > base.getAddress().length * Byte.SIZE) {
                throw unusable(source, text);
            }
            return target -> target.address()
                    .filter(address -> isIn(address.getAddress(), base.getAddress(), bits))
                    .isPresent();
        }
        if (BARE_IPV6.matcher(text).matches()) {
            return host(text, Optional.empty());
        }
        Matcher host = HOST.matcher(text);
        if (!host.matches()) {
            throw unusable(source, text);
        }
        return host(host.group("host"), Optional.ofNullable(host.group("port")).map(Integer::valueOf));
    }

    private static Predicate<Target> host(String text, Optional<Integer> port) {
        String host = bare(text);
        Optional<InetAddress> address = address(host);
        Predicate<Target> isIt = address.isPresent()
                ? target -> target.address().equals(address)
                : target -> target.host().equals(host) || target.host().endsWith("." + host);
        return isIt.and(target -> port.isEmpty() || port.get() == target.port());
    }

    private static boolean isIn(byte[] address, byte[] base, int bits) {
        if (address.length != base.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((address[bit / Byte.SIZE] ^ base[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Without brackets, and without the dot that ends a full name. */
    private static String bare(String host) {
        return host.replaceAll("^\\[|]$|\\.$", "").toLowerCase(Locale.ROOT);
    }

    /** Of a literal address alone. */
    private static Optional<InetAddress> address(String host) {
        try {
            return ADDRESS.matcher(host).matches() ? Optional.of(InetAddress.getByName(host)) : Optional.empty();
        } catch (UnknownHostException e) { // such as 999.1.1.1
            return Optional.empty();
        }
    }

    private static EngineStartException unusable(String source, String text) {
        return new EngineStartException("The environment's variable " + source + " has '" + text
                + "', which is neither a host, an address, a network such as 10.0.0.0/8, nor '*'");
    }
}
