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

    /** How long an address has to wait before a try counts; zero if it counts now. */
    Duration wait(InetAddress address) {
        lock.lock();
        try {
            Failures failures = byNetwork.get(network(address));
            if (failures == null || failures.count() < FREE) {
                return Duration.ZERO;
            }
            Duration pause = pauseAfter(failures.count());
            Duration left = Duration.between(clock.instant(), failures.last().plus(pause));
            return left.isNegative() ? Duration.ZERO : left;
        } finally {
            lock.unlock();
        }
    }

    private static Duration pauseAfter(int failures) {
        Duration pause = Duration.ofSeconds(2L << Math.min(failures - FREE, 20));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }

    void failed(InetAddress address) {
        Instant now = clock.instant();
        lock.lock();
        try {
            byNetwork
                    .values()
                    .removeIf(failures -> failures.last().plus(FORGIVEN_AFTER).isBefore(now));
            String network = network(address);
            Failures before = byNetwork.remove(network);
            if (byNetwork.size() >= MOST_ADDRESSES) {
                byNetwork.remove(byNetwork.keySet().iterator().next());
            }
            byNetwork.put(network, new Failures(before == null ? 1 : before.count() + 1, now));
        } finally {
            lock.unlock();
        }
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
