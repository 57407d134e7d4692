package dev.chameleonbot.engine.http;

import static java.util.stream.Collectors.joining;

import dev.chameleonbot.engine.model.TwitchEndpoints;
import java.math.BigInteger;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hosts that no proxy is used for: this machine, and those that {@code NO_PROXY} names. An entry of it is a host, which
 * stands for those under it too, with or without a dot or {@code *.} before it; an address; a network such as
 * {@code 10.0.0.0/8}; a pattern such as {@code 192.168.*}; or {@code *} for all. All but networks may have a port. No name is
 * looked up. Other programs read the variable too: what is not understood is reported and left out, as they do.
 */
final class DirectHosts {
    private static final Logger log = LoggerFactory.getLogger(DirectHosts.class);

    static final DirectHosts NONE = new DirectHosts(List.of());

    private static final Pattern NETWORK = Pattern.compile("(?<address>[0-9A-Fa-f:.]+)/(?<bits>\\d{1,3})");
    private static final Pattern HOST =
            Pattern.compile("(?:\\*?\\.)?(?<host>[^\\s:/\\[\\]*]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>\\d{1,5}))?");
    private static final Pattern GLOB =
            Pattern.compile("(?<glob>[^\\s:/\\[\\]]*\\*[^\\s:/\\[\\]]*)(?::(?<port>\\d{1,5}))?");
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
                .flatMap(text -> understood(source, text).stream())
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

    private static Optional<Predicate<Target>> understood(String source, String text) {
        Optional<Predicate<Target>> entry = entry(text);
        if (entry.isEmpty()) {
            log.warn(
                    "The environment's variable {} has '{}', which is left out: it is neither a host, an address, a"
                            + " network such as 10.0.0.0/8, a pattern such as 192.168.*, nor '*'",
                    source,
                    text);
        }
        return entry;
    }

    private static Optional<Predicate<Target>> entry(String text) {
        Matcher network = NETWORK.matcher(text);
        if (network.matches()) {
            return network(network.group("address"), Integer.parseInt(network.group("bits")));
        }
        if (BARE_IPV6.matcher(text).matches()) {
            return Optional.of(host(text, Optional.empty()));
        }
        Matcher host = HOST.matcher(text);
        if (host.matches()) {
            return Optional.of(host(host.group("host"), port(host)));
        }
        Matcher glob = GLOB.matcher(text);
        return glob.matches() ? Optional.of(glob(glob.group("glob"), port(glob))) : Optional.empty();
    }

    private static Optional<Integer> port(Matcher entry) {
        return Optional.ofNullable(entry.group("port")).map(Integer::valueOf);
    }

    private static Optional<Predicate<Target>> network(String address, int bits) {
        return address(address)
                .map(InetAddress::getAddress)
                .filter(base -> bits <= base.length * Byte.SIZE)
                .map(base -> target -> target.address()
                        .filter(it -> isIn(it.getAddress(), base, bits))
                        .isPresent());
    }

    private static Predicate<Target> glob(String text, Optional<Integer> port) {
        Pattern pattern = Pattern.compile(
                Arrays.stream(bare(text).split("\\*+", -1)).map(Pattern::quote).collect(joining(".*")));
        return at(port).and(target -> pattern.matcher(target.host()).matches());
    }

    private static Predicate<Target> host(String text, Optional<Integer> port) {
        String host = bare(text);
        Optional<InetAddress> address = address(host);
        Predicate<Target> isIt = address.isPresent()
                ? target -> target.address().equals(address)
                : target -> target.host().equals(host) || target.host().endsWith("." + host);
        return at(port).and(isIt);
    }

    private static Predicate<Target> at(Optional<Integer> port) {
        return target -> port.isEmpty() || port.get() == target.port();
    }

    private static boolean isIn(byte[] address, byte[] base, int bits) {
        BigInteger difference = new BigInteger(1, address).xor(new BigInteger(1, base));
        return address.length == base.length && difference.bitLength() <= base.length * Byte.SIZE - bits;
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
}
