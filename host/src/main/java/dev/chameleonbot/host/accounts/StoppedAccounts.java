package dev.chameleonbot.host.accounts;

import dev.chameleonbot.engine.AccountRecords;
import dev.chameleonbot.engine.AccountStatus;
import dev.chameleonbot.engine.EngineStartException;
import dev.chameleonbot.engine.StoredAccounts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The accounts of a host that does not run: their records are opened when they are asked for, and none is started. */
public final class StoppedAccounts implements AccountOperations.Stage, AutoCloseable {
    private final Path state;
    private @Nullable StoredAccounts records;

    /**
     * Those with a state directory; nothing is opened yet.
     *
     * @param state the state directory, whether it exists or not
     */
    public StoppedAccounts(Path state) {
        this.state = state;
    }

    @Override
    public AccountRecords records() throws AccountException {
        StoredAccounts open = records;
        if (open == null) {
            try {
                open = StoredAccounts.open(state);
            } catch (EngineStartException e) {
                throw new AccountException(String.valueOf(e.getMessage()));
            }
            records = open;
        }
        return open;
    }

    @Override
    public Optional<Instant> disabledSince(String login) throws AccountException {
        return StoredAccounts.areIn(state) ? records().disabledSince(login) : Optional.empty();
    }

    @Override
    public void apply() {
        // The next start reads what is configured then.
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
