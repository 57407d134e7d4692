package dev.chameleonbot.host.config;

import dev.chameleonbot.engine.model.Secret;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the page and what is behind it are found, and who is believed.
 *
 * @param port the port it listens on; 0 for any that is free
 * @param hosts the names by which browsers reach it, in small letters; loopback's own and addresses need not be named
 * @param keystore the key and certificates for TLS; empty without TLS
 * @param readyShare which share of the enabled accounts has to be live for the host to be ready, from 0 to 1
 */
public record WebConfig(
        InetAddress address,
        int port,
        List<String> hosts,
        Optional<Keystore> keystore,
        List<InetAddress> trustedProxies,
        double readyShare) {
    /** Where it listens unless configured: {@link InetAddress#getLoopbackAddress()}. */
    static final String USUAL_ADDRESS = "127.0.0.1";
    /** The port unless one is configured. */
    public static final int USUAL_PORT = 8730;

    static final double USUAL_READY_SHARE = 0.5;

    /** As it is unless something is configured. */
    public static final WebConfig USUAL = new WebConfig(
            InetAddress.getLoopbackAddress(), USUAL_PORT, List.of(), Optional.empty(), List.of(), USUAL_READY_SHARE);

    public WebConfig {
        hosts = List.copyOf(hosts);
        trustedProxies = List.copyOf(trustedProxies);
    }

    /**
     * A key for TLS.
     *
     * @param file the keystore, in the format PKCS #12
     * @param password what opens it; empty if nothing is needed
     */
    public record Keystore(Path file, Optional<Secret> password) {}

    /** The same elsewhere. */
    public WebConfig at(InetAddress where, int on) {
        return new WebConfig(where, on, hosts, keystore, trustedProxies, readyShare);
    }

    /** Whether nobody but this machine's own users can reach it. */
    public boolean isLocal() {
        return address.isLoopbackAddress();
    }
}
