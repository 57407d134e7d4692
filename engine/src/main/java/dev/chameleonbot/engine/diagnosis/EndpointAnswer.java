package dev.chameleonbot.engine.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What came of an attempt to reach one of Twitch's addresses. */
public sealed interface EndpointAnswer {
    /** How long it took. */
    Times times();

    /**
     * Twitch has answered, with any status.
     *
     * @param status the HTTP status
     * @param date Twitch's own time, where it says it
     * @param midway this machine's time when the answer was on its way, as precisely as can be known
     * @param times how long it took
     */
    record Reached(int status, Optional<Instant> date, Instant midway, Times times) implements EndpointAnswer {}

    /**
     * Nobody has answered, or a server that is not Twitch.
     *
     * @param problem what happened, in words that follow a name and a colon
     * @param isStranger whether something else answered in Twitch's place
     * @param times how long it took
     */
    record Failed(String problem, boolean isStranger, Times times) implements EndpointAnswer {}

    /**
     * The parts of an attempt; those that were not come to are empty, and so are all of a WebSocket's, which OkHttp does not
     * tell.
     *
     * @param name the name was looked up
     * @param connection there was a connection
     * @param tls it was a secure one; part of the connection
     * @param whole all of it
     */
    record Times(Optional<Duration> name, Optional<Duration> connection, Optional<Duration> tls, Duration whole) {}
}
