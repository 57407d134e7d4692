package dev.chameleonbot.host.doctor;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether the names of Twitch's servers are found. What goes through a proxy, that one looks up.
 *
 * @param twitch where they are
 * @param proxies the name of the proxy on the way to an address; empty if there is none
 * @param nanos the clock for that
 */
public record NameCheck(
        Source<TwitchEndpoints> twitch,
        Names names,
        Function<URI, Optional<String>> proxies,
        Duration limit,
        LongSupplier nanos)
        implements Check {
    private static final Duration SLOW = Duration.ofSeconds(2);

    /** Looks names up; blocks. */
    @FunctionalInterface
    public interface Names {
        /**
         * The addresses of a name.
         *
         * @throws UnknownHostException if there are none
         */
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    @Override
    public String topic() {
        return "dns";
    }

    @Override
    public List<Finding> run() throws Exception {
        TwitchEndpoints where = twitch.get();
        List<URI> addresses = Stream.of(Endpoint.values())
                .map(endpoint -> endpoint.in(where))
                .filter(distinctHosts())
                .toList();
        List<Callable<Finding>> works = new ArrayList<>();
        addresses.forEach(address -> works.add(() -> look(address)));
        return Limited.all(
                works,
                "dns",
                limit,
                (index, failure) -> failed(addresses.get(index).getHost(), failure));
    }

    private static Predicate<URI> distinctHosts() {
        List<String> seen = new ArrayList<>();
        return address -> !seen.contains(address.getHost()) && seen.add(address.getHost());
    }

    private Finding look(URI address) throws UnknownHostException {
        String host = address.getHost();
        Optional<String> proxy = proxies.apply(address);
        if (proxy.isPresent()) {
            return Finding.skipped("It is looked up by " + proxy.get()).about(host);
        }
        long start = nanos.getAsLong();
        int found = names.addresses(host).length;
        Duration time = Duration.ofNanos(nanos.getAsLong() - start);
        String words = "It is found" + (found > 1 ? ", with " + found + " addresses," : "") + " after "
                + time.toMillis() + " ms";
        Finding finding = time.compareTo(SLOW) > 0
                ? Finding.warning(words + ", which is slow", "Look at the name servers that this machine asks.")
                        .about(host)
                : Finding.fine(words).about(host);
        return finding.with("milliseconds", time.toMillis());
    }

    private Finding failed(String host, Exception failure) {
        return Finding.problem(
                        failure instanceof TimeoutException
                                ? "No name server has answered within " + limit.toSeconds() + " s"
                                : IoWords.of(failure),
                        "Check the network and the name servers of this machine (DNS).")
                .about(host);
    }
}
