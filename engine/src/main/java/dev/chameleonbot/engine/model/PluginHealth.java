package dev.chameleonbot.engine.model;

import java.time.Instant;

/**
 * The health of one session.
 *
 * @param pluginId the plugin of the behaviour
 * @param state its state
 * @param since when it entered that state
 * @param reason why it is not called, in one sentence; empty while it is healthy
 * @param failures how many of its calls have failed since the account began to run
 */
public record PluginHealth(String pluginId, State state, Instant since, String reason, long failures) {
    /** The states of a session. */
    public enum State {
        /** It is not open yet; messages wait for it. */
        STARTING,
        /** It is called. */
        HEALTHY,
        /** The operator has disabled it for this account. */
        DISABLED,
        /** Too many calls in a row have failed, or one took too long; it is called again later. */
        PAUSED,
        /** It did not start, or a call of it does not end; it is not called again. */
        QUARANTINED
    }
}
