package dev.chameleonbot.benchmarks.load;

import dev.chameleonbot.simulator.Simulator;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/** What stands before the simulator where something else than plain HTTP/1.1 is spoken. */
final class TwitchFront implements Closeable {
    private final Addresses addresses;
    private final List<String> jvmOptions;
    private final List<Closeable> relays;

    /**
     * Opens it.
     *
     * @param folder where its certificate is put
     */
    static TwitchFront open(Transport transport, Simulator simulator, Path javaHome, Path folder)
            throws IOException, InterruptedException {
        if (transport == Transport.PLAIN) {
            Addresses own = new Addresses(simulator.eventSubUrl(), simulator.helixUrl(), simulator.authUrl());
            return new TwitchFront(own, List.of(), List.of());
        }
        LoopbackCertificate certificate = LoopbackCertificate.create(javaHome, folder);
        SSLContext tls = certificate.context();
        TlsRelay relay = new TlsRelay(tls, simulator.port());
        List<Closeable> relays = new ArrayList<>(List.of(relay));
        int helix = relay.port();
        if (transport == Transport.H2) {
            Http2Relay http2 = new Http2Relay(tls, simulator.port());
            relays.add(http2);
            helix = http2.port();
        }
        Addresses before = new Addresses(
                at("wss", relay.port(), simulator.eventSubUrl()),
                at("https", helix, simulator.helixUrl()),
                at("https", relay.port(), simulator.authUrl()));
        return new TwitchFront(before, certificate.trustingOptions(), relays);
    }

    private TwitchFront(Addresses addresses, List<String> jvmOptions, List<Closeable> relays) {
        this.addresses = addresses;
        this.jvmOptions = jvmOptions;
        this.relays = relays;
    }

    private static URI at(String scheme, int port, URI like) {
        return URI.create(scheme + "://" + like.getHost() + ":" + port + like.getPath());
    }

    /** Where subjects find Twitch. */
    Addresses addresses() {
        return addresses;
    }

    /** What their JVMs need to trust it. */
    List<String> jvmOptions() {
        return jvmOptions;
    }

    @Override
    public void close() throws IOException {
        for (Closeable relay : relays) {
            relay.close();
        }
    }
}
