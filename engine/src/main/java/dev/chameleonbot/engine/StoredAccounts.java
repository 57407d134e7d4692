package dev.chameleonbot.engine;

import dev.chameleonbot.engine.auth.AccountTokens;
import dev.chameleonbot.engine.dispatch.Switches;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.engine.spi.StateChange;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.engine.state.SqliteStateStore;
import dev.chameleonbot.engine.state.StateFile;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The accounts' records of an engine that does not run. While this is open, none can start. */
public final class StoredAccounts implements AccountRecords, AutoCloseable {
    private final StateStore store;
    private final InstantSource clock;

    private StoredAccounts(StateStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Opens a state directory, and creates it where there is none. The key comes from {@code CHAMELEON_KEY} or its file.
     *
     * @param stateDirectory the directory
     * @return its records, to be closed
     * @throws EngineStartException if it cannot be used, or an engine runs with it
     */
    public static StoredAccounts open(Path stateDirectory) {
        try {
            InstantSource clock = InstantSource.system();
            return new StoredAccounts(SqliteStateStore.open(stateDirectory, clock, trouble -> {}), clock);
        } catch (StateException e) {
            throw new EngineStartException(e.getMessage(), e);
        }
    }

    /**
     * Which accounts the operator has disabled, as far as that can be read. Unlike {@link #open} it changes nothing, and keeps
     * no engine from starting.
     *
     * @param stateDirectory the directory, whether it exists or not
     * @param logins the accounts of interest
     * @param scratch a folder of the caller's own, in which files may be executed
     * @return since when, by login; nothing where there is no state, or one of another version
     * @throws StateException if it cannot be read
     */
    public static Map<String, Instant> disabledIn(Path stateDirectory, Collection<String> logins, Path scratch) {
        Map<String, Instant> disabled = new HashMap<>();
        Optional<StateFile> found = StateFile.in(stateDirectory, scratch);
        if (found.isPresent()) {
            try (StateFile file = found.get()) {
                if (file.isOurs() && file.version() == StateFile.knownVersion()) {
                    logins.forEach(login -> Switches.disabledSince(file.memory(login, Switches.PAGE))
                            .ifPresent(since -> disabled.put(login, since)));
                }
            }
        }
        return disabled;
    }

    @Override
    public void keep(AuthorizedAccount account) {
        save(new StateChange.Tokens(account.login(), AccountTokens.unproved(account)));
    }

    @Override
    public void keep(String login, ConfiguredTokens tokens, Instant expiresAt) {
        save(new StateChange.Tokens(login, AccountTokens.unproved(tokens, expiresAt)));
    }

    @Override
    public Optional<StoredTokens> tokens(String login) {
        return store.tokens(login);
    }

    @Override
    public void forget(String login) {
        save(new StateChange.Forgotten(login));
    }

    @Override
    public Optional<Instant> disabledSince(String login) {
        return Switches.disabledSince(login, store.memory(login, Switches.PAGE));
    }

    @Override
    public void disableAccount(String login) {
        if (disabledSince(login).isEmpty()) {
            save(Switches.disabled(login, clock.instant()));
        }
    }

    @Override
    public void enableAccount(String login) {
        save(Switches.enabled(login));
    }

    @Override
    public void close() {
        store.close();
    }

    private void save(StateChange change) {
        Set<String> refused = store.save(List.of(change), Map.of());
        if (!refused.isEmpty()) {
            throw new StateException("Another engine has taken over " + String.join(", ", refused) + ".");
        }
    }
}
