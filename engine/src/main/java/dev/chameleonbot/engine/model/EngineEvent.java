package dev.chameleonbot.engine.model;

import java.time.Instant;
import java.util.Objects;

/**
 * Something that has happened in an engine and that an operator, or what watches for one, may want to know.
 *
 * <p>Events are immutable and hold no secret but the code of a {@link LoginPrompt}, which is of use for some minutes only.
 * Listeners get them from {@link dev.chameleonbot.engine.Engine#subscribe}; those of one account come in the order in which they happened.
 * More kinds will come: a {@code switch} over them outside of this project needs a {@code default}.
 */
public sealed interface EngineEvent {

    /** When it happened, by the engine's wall clock. */
    Instant at();

    /**
     * An account's status is another one: its state, its last error, its advice, who has to log in
     * how, or the number of channels heard.
     *
     * @param at when
     * @param before the status until then
     * @param after the status from then on, of the same account
     */
    record AccountStatusChanged(Instant at, AccountStatus before, AccountStatus after) implements EngineEvent {
        /** Checks that nothing is missing. */
        public AccountStatusChanged {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
        }
    }

    /**
     * A behaviour was so slow that messages of the account itself did not fit into its mailbox. Told at once, and while
     * it goes on at most every ten seconds, with all that was dropped since.
     *
     * @param at when it was told
     * @param login the account
     * @param pluginId whose behaviour is slow
     * @param ownMessages how many messages of the account were dropped since the last such event, at least one
     */
    record MessagesDropped(Instant at, String login, String pluginId, long ownMessages) implements EngineEvent {
        /** Checks that nothing is missing. */
        public MessagesDropped {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(login, "login");
            Objects.requireNonNull(pluginId, "pluginId");
        }
    }

    /**
     * A behaviour threw something. Told at once, and while it goes on at most every ten seconds; the log has the stack
     * traces.
     *
     * @param at when it was told
     * @param login the account that it works for
     * @param pluginId the plugin it comes from
     * @param what what it failed in, such as {@code "a message"}
     * @param error the latest failure in one line: the exception's type and message, shortened
     * @param times how often it failed since the last such event, at least once
     */
    record PluginFailed(Instant at, String login, String pluginId, String what, String error, long times)
            implements EngineEvent {
        /** Checks that nothing is missing. */
        public PluginFailed {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(login, "login");
            Objects.requireNonNull(pluginId, "pluginId");
            Objects.requireNonNull(what, "what");
            Objects.requireNonNull(error, "error");
        }
    }

    /**
     * A behaviour is called again, is not called for a while, or is not called any more; see {@link PluginHealth}.
     *
     * @param at when
     * @param login the account that it works for
     * @param health how it fares from then on
     */
    record PluginHealthChanged(Instant at, String login, PluginHealth health) implements EngineEvent {
        /** Checks that nothing is missing. */
        public PluginHealthChanged {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(login, "login");
            Objects.requireNonNull(health, "health");
        }
    }

    /**
     * What was learned can no longer be stored, or was found damaged. Accounts go on with what is in memory.
     *
     * @param at when
     * @param problem one sentence on what is wrong
     * @param advice one sentence on what the operator can do
     */
    record StateTrouble(Instant at, String problem, String advice) implements EngineEvent {
        /** Checks that nothing is missing. */
        public StateTrouble {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(problem, "problem");
            Objects.requireNonNull(advice, "advice");
        }
    }

    /**
     * What is learned is stored again, after a {@link StateTrouble}.
     *
     * @param at when
     */
    record StateRecovered(Instant at) implements EngineEvent {
        /** Checks that nothing is missing. */
        public StateRecovered {
            Objects.requireNonNull(at, "at");
        }
    }
}
