package dev.chameleonbot.engine.model;

import java.time.Instant;

/**
 * An event of an engine for operators and monitoring.
 *
 * <p>Events are immutable and contain no secret except the code of a {@link LoginPrompt}, which is valid for some
 * minutes. Listeners get them from {@link dev.chameleonbot.engine.Engine#subscribe}; those of one account come in the
 * order in which they happened. More kinds may be added: a {@code switch} over them outside this project needs a
 * {@code default}.
 */
public sealed interface EngineEvent {

    /** When it happened, by the engine's wall clock. */
    Instant at();

    /**
     * An account's status has changed: its state, its last error, its advice, its login prompt, or the number of
     * channels heard.
     *
     * @param at when
     * @param before the status until then
     * @param after the status from then on, of the same account
     */
    record AccountStatusChanged(Instant at, AccountStatus before, AccountStatus after) implements EngineEvent {}

    /**
     * A behaviour was so slow that own messages of the account did not fit into its mailbox. Published at once, then at
     * most every ten seconds, with the number dropped since.
     *
     * @param at when it was published
     * @param login the account
     * @param pluginId the plugin of the behaviour
     * @param ownMessages how many own messages were dropped since the last such event, at least one
     */
    record MessagesDropped(Instant at, String login, String pluginId, long ownMessages) implements EngineEvent {}

    /**
     * A behaviour threw an exception. Published at once, then at most every ten seconds; the log has the stack traces.
     *
     * @param at when it was published
     * @param login the account of the session
     * @param pluginId the plugin it comes from
     * @param what the call that failed, such as {@code "a message"}
     * @param error the latest failure in one line: the exception's type and message, shortened
     * @param times how often it failed since the last such event, at least once
     */
    record PluginFailed(Instant at, String login, String pluginId, String what, String error, long times)
            implements EngineEvent {}

    /**
     * A session works again, is paused, or is quarantined; see {@link PluginHealth}.
     *
     * @param at when
     * @param login the account of the session
     * @param health its new health
     */
    record PluginHealthChanged(Instant at, String login, PluginHealth health) implements EngineEvent {}

    /**
     * The state can no longer be stored, or was found damaged. Accounts continue with the values in memory.
     *
     * @param at when
     * @param problem one sentence on what is wrong
     * @param advice one sentence on what the operator can do
     */
    record StateTrouble(Instant at, String problem, String advice) implements EngineEvent {}

    /**
     * The state is stored again, after a {@link StateTrouble}.
     *
     * @param at when
     */
    record StateRecovered(Instant at) implements EngineEvent {}
}
