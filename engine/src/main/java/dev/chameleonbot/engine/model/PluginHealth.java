package dev.chameleonbot.engine.model;

import java.time.Instant;
import java.util.Objects;

/**
 * How a behaviour fares for one account.
 *
 * @param pluginId the plugin it comes from
 * @param state whether it is called
 * @param since since when it is in that state
 * @param reason why it is not called, in one sentence; empty while it is healthy
 * @param failures how many of its calls have failed since the account began to run
 */
public record PluginHealth(String pluginId, State state, Instant since, String reason, long failures) {
    /** Checks that nothing is missing. */
    public PluginHealth {
        Objects.requireNonNull(pluginId, "pluginId");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(reason, "reason");
    }

    /** Whether a behaviour is called. */
    public enum State {
        /** Its session is not open yet; what comes waits for it. */
        STARTING,
        /** It is called. */
        HEALTHY,
        /** The operator does not want it for this account. */
        DISABLED,
        /** Too many calls in a row have failed, or one took too long: it is tried again after a while. */
        PAUSED,
        /** It did not start, or a call of it does not end: it is not called any more. */
        QUARANTINED
    }
}
