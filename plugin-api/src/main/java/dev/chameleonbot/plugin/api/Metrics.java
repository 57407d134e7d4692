package dev.chameleonbot.plugin.api;

import java.time.Duration;
import org.apiguardian.api.API;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Counters and timers of a session, shown with the account's status.
 *
 * <p>Not for implementation. A name has 1 to 64 characters of {@code a-z 0-9 . _}, and a session may have 64 names.
 * Values begin at zero with each session. Thread-safe and non-blocking.
 *
 * <p>The engine adds the outcomes of the session's chat messages: {@code chat.sent}, {@code chat.dropped},
 * {@code chat.failed}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@ProviderType
public interface Metrics {

    /**
     * A counter.
     *
     * @param name its name
     * @return the counter of that name, always the same one
     * @throws IllegalArgumentException if the name is invalid, belongs to a timer or one of its values, or is one too
     *     many
     */
    Counter counter(String name);

    /**
     * A timer, shown as two values: {@code name.count} and {@code name.millis}.
     *
     * @param name its name
     * @return the timer of that name, always the same one
     * @throws IllegalArgumentException if the name is invalid, it or one of the two values belongs to a counter, or it
     *     is one too many
     */
    Timer timer(String name);

    /** Counts. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    @FunctionalInterface
    @ProviderType
    interface Counter {
        /**
         * Adds to the counter.
         *
         * @param count how many
         */
        void add(long count);

        /** Adds one. */
        default void increment() {
            add(1);
        }
    }

    /** Sums durations. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    @FunctionalInterface
    @ProviderType
    interface Timer {
        /**
         * Adds a duration.
         *
         * @param time how long it took
         */
        void record(Duration time);
    }
}
