package dev.chameleonbot.engine;

/** The wish to hear of events, until it is closed. Handed out by the engine, not for implementation. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    /**
     * Ends it: what still waits is not delivered. Returns at once, also while the listener is being called, for which
     * that event then is the last. Closing twice does nothing.
     */
    @Override
    void close();
}
