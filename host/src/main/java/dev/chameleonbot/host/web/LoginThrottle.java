package dev.chameleonbot.host.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Slows down those who try passwords: after {@value #FREE} failures from an address, or from a network of IPv6, the next try
 * counts after two seconds, then four, and so on up to {@link #LONGEST}. A success, or an hour without a failure, forgives.
 *
 * <p>Concurrency: {@code lock} guards the failures.
 */
final class LoginThrottle {
    private static final int FREE = 5;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration FORGIVEN_AFTER = Duration.ofHours(1);
    private static final int MOST_ADDRESSES = 10_000;
    /** What a household or a server has of IPv6 addresses is a network of this length. */
    private static final int V6_NETWORK_BYTES = 8;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Failures> byNetwork = new LinkedHashMap<>();

    private record Failures(int count, Instant last) {}

    LoginThrottle(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Takes a try of an address, which counts as a failure until it has succeeded: so those that come at once are counted too.
     *
     * @return zero if it may be made; else how long to wait, and nothing is counted
     */
    Duration tryNow(InetAddress address) {
        Instant now = clock.instant();
        String network = network(address);
        lock.lock();
        try {
            byNetwork
                    .values()
                    .removeIf(failures -> failures.last().plus(FORGIVEN_AFTER).isBefore(now));
            Failures before = byNetwork.get(network);
            Duration left = before == null || before.count() < FREE
                    ? Duration.ZERO
                    : Duration.between(now, before.last().plus(pauseAfter(before.count())));
            if (left.isPositive()) {
                return left;
            }
            byNetwork.remove(network);
            if (byNetwork.size() >= MOST_ADDRESSES) {
                byNetwork.remove(byNetwork.keySet().iterator().next());
            }
            byNetwork.put(network, new Failures(before == null ? 1 : before.count() + 1, now));
            return Duration.ZERO;
        } finally {
            lock.unlock();
        }
    }

    private static Duration pauseAfter(int failures) {
        Duration pause = Duration.ofSeconds(2L << Math.min(failures - FREE, 20));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }

    void succeeded(InetAddress address) {
        lock.lock();
        try {
            byNetwork.remove(network(address));
        } finally {
            lock.unlock();
        }
    }

    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of()
                .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, V6_NETWORK_BYTES) : bytes);
    }
}
