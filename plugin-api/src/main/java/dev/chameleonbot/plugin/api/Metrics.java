package dev.chameleonbot.plugin.api;

import java.time.Duration;
import org.apiguardian.api.API;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a session counts and measures of itself, shown with the account's status.
 *
 * <p>Not for implementation. A name has 1 to 64 of {@code a-z 0-9 . _}, and a session may have 64 of them. Figures begin
 * at zero with each session. Safe for use by any thread; nothing here blocks.
 *
 * <p>The engine shows what became of a session's chat messages beside them: {@code chat.sent}, {@code chat.dropped},
 * {@code chat.failed}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@ProviderType
public interface Metrics {

    /**
     * Something that is counted.
     *
     * @param name what
     * @return the counter of that name, always the same one
     * @throws IllegalArgumentException if the name is none, is a timer's or that of a timer's figure, or is one too many
     */
    Counter counter(String name);

    /**
     * Something that takes time. It is shown as two figures: {@code name.count} and {@code name.millis}.
     *
     * @param name what
     * @return the timer of that name, always the same one
     * @throws IllegalArgumentException if the name or one of the two is a counter's, if it is none, or is one too many
     */
    Timer timer(String name);

    /** Counts. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    @FunctionalInterface
    @ProviderType
    interface Counter {
        /**
         * Adds.
         *
         * @param count how much
         */
        void add(long count);

        /** Adds one. */
        default void increment() {
            add(1);
        }
    }

    /** Adds up times. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    @FunctionalInterface
    @ProviderType
    interface Timer {
        /**
         * Adds one.
         *
         * @param time how long it took
         */
        void record(Duration time);
    }
}
