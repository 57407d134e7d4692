package dev.chameleonbot.benchmarks.load;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is spoken between a subject and Twitch. */
enum Transport {
    /** HTTP/1.1 and WebSockets, not encrypted. */
    PLAIN("plain HTTP/1.1 and WebSockets"),
    /** The same over TLS. */
    TLS("TLS with a certificate of its own, HTTP/1.1 and WebSockets"),
    /** As Twitch does: HTTP/2 for Helix, HTTP/1.1 for WebSockets, over TLS. */
    H2("TLS with a certificate of its own, HTTP/2 for Helix and WebSockets over HTTP/1.1");

    private final String description;

    Transport(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    /** Its name on the command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Transport> of(String label) {
        return Arrays.stream(values())
                .filter(transport -> transport.label().equals(label))
                .findAny();
    }
}
