package dev.chameleonbot.simulator.http;

import java.io.IOException;

/** What happens to a request. */
public sealed interface Answer permits HttpResponse, Answer.Hold, Answer.Drop, Answer.Takeover {

    /** No answer: the connection stays open, and everything that comes on it is dropped. */
    record Hold() implements Answer {}

    /** No answer: the connection is reset. */
    record Drop() implements Answer {}

    /**
     * The connection leaves HTTP.
     *
     * @param protocol what is spoken on it from now on
     */
    record Takeover(Protocol protocol) implements Answer {}

    /** Something else than HTTP on a connection. */
    interface Protocol {
        /** Speaks on the calling thread until the connection has ended. */
        void speak(Connection connection) throws IOException;
    }
}
