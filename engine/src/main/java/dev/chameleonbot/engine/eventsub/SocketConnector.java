package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.engine.resilience.Failure;

/** Opens WebSocket connections. */
@FunctionalInterface
public interface SocketConnector {
    /**
     * Begins to open a connection and returns at once.
     *
     * @param url where to
     * @param listener told what happens on it, by one thread at a time
     * @return the connection
     * @throws IllegalArgumentException if the address cannot be one
     */
    Socket open(String url, Listener listener);

    /** A connection that is open or on its way to be. */
    interface Socket {
        /** Says goodbye; what still comes in is still read. */
        void close();

        /** Drops the connection at once. */
        void cancel();
    }

    /** Told what happens on a connection. */
    interface Listener {
        /**
         * A text frame came in.
         *
         * @param text its text
         */
        void onText(String text);

        /**
         * The connection has ended, or never came about; the last call.
         *
         * @param failure why, in a few words
         */
        void onEnd(Failure failure);
    }
}
