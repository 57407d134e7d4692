package dev.chameleonbot.host.accounts;

import dev.chameleonbot.engine.AccountRecords;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the accounts run, or would run. */
public interface AccountStage {
    /**
     * What is kept of the accounts.
     *
     * @throws OperationException if that cannot be had
     */
    AccountRecords records() throws OperationException;

    /**
     * Which accounts the operator has disabled. Looking changes nothing.
     *
     * @return since when, by login
     * @throws OperationException if that cannot be seen
     */
    Map<String, Instant> disabled(Collection<String> logins) throws OperationException;

    /**
     * Runs what is configured now.
     *
     * @throws OperationException if it cannot be run; the message says why
     */
    void apply() throws OperationException;

    /** How the accounts stand; empty where none runs. */
    List<AccountStatus> statuses();

    /**
     * What can be set for the plugins that are loaded, or would be, by their ids.
     *
     * @throws OperationException if that cannot be found out
     */
    Map<String, SettingsSchema> schemas() throws OperationException;

    /** Runs what is configured now; empty where that is done, else what to tell of it. */
    default Optional<AccountResult> applied() {
        try {
            apply();
            return Optional.empty();
        } catch (OperationException e) {
            return Optional.of(AccountResult.refused(
                    "", "The files are changed, but " + e.getMessage() + ". The host applies the change when it can"));
        }
    }
}
