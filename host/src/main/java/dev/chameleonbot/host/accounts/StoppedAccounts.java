package dev.chameleonbot.host.accounts;

import dev.chameleonbot.engine.AccountRecords;
import dev.chameleonbot.engine.StoredAccounts;
import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.host.config.Operation;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.temporary.FolderProbe;
import dev.chameleonbot.host.temporary.TemporaryFolder;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The accounts of a host that does not run: their records are opened when they are asked for, and none is started. */
public final class StoppedAccounts implements AccountStage, AutoCloseable {
    private final Path state;
    private final Operation<Map<String, SettingsSchema>> schemas;
    private @Nullable StoredAccounts records;

    /**
     * Those with a state directory; nothing is opened yet.
     *
     * @param state the state directory, whether it exists or not
     * @param schemas asks the plugins, where that is needed
     */
    public StoppedAccounts(Path state, Operation<Map<String, SettingsSchema>> schemas) {
        this.state = state;
        this.schemas = schemas;
    }

    @Override
    public AccountRecords records() throws OperationException {
        StoredAccounts open = records;
        if (open == null) {
            try {
                open = StoredAccounts.open(state);
            } catch (EngineStartException e) {
                throw new OperationException(String.valueOf(e.getMessage()));
            }
            records = open;
        }
        return open;
    }

    @Override
    public Map<String, Instant> disabled(Collection<String> logins) throws OperationException {
        if (!Files.isDirectory(state)) {
            return Map.of();
        }
        try (TemporaryFolder scratch = FolderProbe.executing(state, "chameleon-accounts-")) {
            return StoredAccounts.disabledIn(state, logins, scratch.path());
        } catch (IOException e) {
            throw new OperationException(
                    "No temporary folder can be made to look into " + state + ": " + IoWords.of(e));
        }
    }

    @Override
    public void apply() {
        // The next start reads what is configured then.
    }

    @Override
    public Map<String, SettingsSchema> schemas() throws OperationException {
        return schemas.run();
    }

    @Override
    public List<AccountStatus> statuses() {
        return List.of();
    }

    @Override
    public void close() {
        StoredAccounts open = records;
        if (open != null) {
            open.close();
        }
    }
}
