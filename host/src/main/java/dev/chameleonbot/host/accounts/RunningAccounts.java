package dev.chameleonbot.host.accounts;

import dev.chameleonbot.engine.AccountRecords;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.runtime.BotHost;
import dev.chameleonbot.host.runtime.ConfigReload;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The accounts of a running host: what changes is taken over at once. */
public record RunningAccounts(BotHost host, ConfigReload reload) implements AccountStage {
    @Override
    public AccountRecords records() {
        return host.engine();
    }

    @Override
    public Map<String, Instant> disabled(Collection<String> logins) {
        Map<String, Instant> disabled = new HashMap<>();
        logins.forEach(login -> host.engine().disabledSince(login).ifPresent(since -> disabled.put(login, since)));
        return disabled;
    }

    @Override
    public void apply() throws OperationException {
        switch (reload.run()) {
            case ConfigReload.Outcome.Applied applied -> {}
            case ConfigReload.Outcome.Refused refused ->
                throw new OperationException("the host keeps its configuration, because the new one cannot be used: "
                        + String.join("; ", refused.problems()));
            case ConfigReload.Outcome.Busy busy ->
                throw new OperationException("the host keeps its configuration: " + busy.reason());
        }
    }

    @Override
    public Map<String, SettingsSchema> schemas() {
        return host.schemas();
    }

    @Override
    public List<AccountStatus> statuses() {
        return host.accounts();
    }
}
