package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.spi.StateChange;
import dev.chameleonbot.engine.spi.StateChange.Channel;
import dev.chameleonbot.engine.spi.StateChange.Forgotten;
import dev.chameleonbot.engine.spi.StateChange.MemoryChange;
import dev.chameleonbot.engine.spi.StateChange.SeenMessage;
import dev.chameleonbot.engine.spi.StateChange.Tokens;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.spi.TokenCipher;
import dev.chameleonbot.engine.state.StateTables.SealedTokens;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.UserId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the state in one SQLite file, {@code state.db}. Times are kept to the millisecond; tokens are sealed.
 *
 * <p>Concurrency: all work on the database is done by its {@link DatabaseThread}; sealing and opening of secrets is done by
 * the callers. {@code nextPurge} and {@code hasEpochs} belong to that thread.
 */
public final class SqliteStateStore implements StateStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteStateStore.class);
    private static final Duration BETWEEN_PURGES = Duration.ofMinutes(10);
    private static final String ADVICE =
            "Accounts begin with the tokens of the configuration, and need a login where those are used up; what"
                    + " behaviours remembered is gone. To use a copy of the state instead, put it in place while"
                    + " Chameleon is stopped.";

    /** Behind a login: what a secret of it is sealed for. */
    private static final String ACCESS = "/access";

    private static final String REFRESH = "/refresh";

    private final StateDirectory directory;
    private final TokenCipher cipher;
    private final InstantSource clock;
    private final DatabaseThread database;
    private Instant nextPurge = Instant.MIN;
    /** Whether accounts have epochs; with a single machine none has, and nobody looks for them. Null until the first write. */
    private @Nullable Boolean hasEpochs;

    private SqliteStateStore(
            StateDirectory directory, TokenCipher cipher, InstantSource clock, DatabaseThread database) {
        this.directory = directory;
        this.cipher = cipher;
        this.clock = clock;
        this.database = database;
    }

    /**
     * Locks a directory and opens the store in it, with the key of the environment or of the directory. The directory is
     * free again once the store is closed.
     *
     * @param path the directory; created where it does not exist
     * @param clock says what has expired
     * @param trouble told if a damaged file was set aside, by the calling thread
     * @throws StateException if the directory or the file in it cannot be used
     */
    public static SqliteStateStore open(
            Path path, InstantSource clock, Consumer<? super EngineEvent.StateTrouble> trouble) {
        StateDirectory directory = StateDirectory.open(path);
        try {
            Optional<String> key = Optional.ofNullable(System.getenv(StateDirectory.KEY_VARIABLE));
            return open(directory, directory.cipher(key), clock, trouble);
        } catch (RuntimeException | Error e) {
            directory.close();
            throw e;
        }
    }

    /**
     * Opens the store of a directory, and creates it where there is none. A damaged file is moved aside under a name with
     * the date, and a new one is begun, which is logged.
     *
     * @param directory where; closed with the store
     * @param cipher what seals the tokens, commonly {@link StateDirectory#cipher}
     * @param clock says what has expired
     * @param trouble told if a damaged file was set aside, by the calling thread
     * @throws StateException if the file is too new, another program's, or sealed with another key, and so was left as it
     *     was; or if the disk does not let it be used
     */
    public static SqliteStateStore open(
            StateDirectory directory,
            TokenCipher cipher,
            InstantSource clock,
            Consumer<? super EngineEvent.StateTrouble> trouble) {
        SqliteLibrary.load(directory.nativeLibrary());
        Path file = directory.database();
        StateDatabase opener = new StateDatabase(file, cipher, clock);
        try {
            DatabaseThread database = DatabaseThread.start("The state in " + file, opener::open);
            return new SqliteStateStore(directory, cipher, clock, database);
        } finally {
            opener.setAside().ifPresent(problem -> {
                LOG.error("{} {}", problem, ADVICE);
                trouble.accept(new EngineEvent.StateTrouble(clock.instant(), problem, ADVICE));
            });
        }
    }

    @Override
    public Optional<StoredTokens> tokens(String login) {
        return read(tables -> tables.account(login)).map(row -> opened(cipher, login, row));
    }

    @Override
    public Map<String, ChannelId> channels(Collection<String> logins) {
        Set<String> wanted = Set.copyOf(logins);
        return read(tables -> tables.channels(wanted));
    }

    @Override
    public Map<String, MemoryValue> memory(String login, String pluginId) {
        return read(tables -> tables.memory(login, pluginId));
    }

    @Override
    public Collection<SeenMessage> seenMessages(String login, Instant notBefore) {
        return read(tables -> tables.seen(login, notBefore));
    }

    @Override
    public Optional<String> accountOf(UserId user) {
        return read(tables -> tables.accountOf(user));
    }

    @Override
    public Optional<String> accountCalled(String name) {
        return read(tables -> tables.accountCalled(name));
    }

    private <T> T read(Sql.Step<StateTables, T> look) {
        return database.read(connection -> look.of(new StateTables(connection, clock.instant())));
    }

    @Override
    public Set<String> rename(String from, String to, Map<String, Long> epochs) {
        Map<String, SealedTokens> moved = new HashMap<>();
        if (tokens(to).isEmpty()) {
            tokens(from).ifPresent(tokens -> moved.put(to, sealed(to, tokens)));
        }
        return database.write(connection -> {
            StateTables tables = new StateTables(connection, clock.instant());
            Set<String> refused = refused(tables, Set.of(from, to), epochs);
            if (refused.isEmpty()) {
                tables.rename(from, to);
                tables.putAccounts(moved);
            }
            return refused;
        });
    }

    @Override
    public Set<String> save(List<? extends StateChange> changes, Map<String, Long> epochs) {
        Map<String, SealedTokens> accounts = new HashMap<>();
        Unwritten.only(Tokens.class, changes)
                .forEach(one -> accounts.put(one.login(), sealed(one.login(), one.tokens())));
        return database.write(connection -> {
            Instant now = clock.instant();
            StateTables tables = new StateTables(connection, now);
            Set<String> refused = refused(tables, StateChange.accounts(changes), epochs);
            List<? extends StateChange> accepted = changes.stream()
                    .filter(change -> change.account().filter(refused::contains).isEmpty())
                    .toList();
            accounts.keySet().removeAll(refused);
            tables.forget(StateChange.accounts(Unwritten.only(Forgotten.class, accepted)));
            tables.putAccounts(accounts);
            tables.putChannels(Unwritten.only(Channel.class, accepted));
            tables.changeMemory(Unwritten.only(MemoryChange.class, accepted));
            tables.putSeen(Unwritten.only(SeenMessage.class, accepted));
            if (!now.isBefore(nextPurge)) {
                tables.purge(now.minus(SEEN_FOR));
                nextPurge = now.plus(BETWEEN_PURGES);
            }
            return refused;
        });
    }

    private Set<String> refused(StateTables tables, Set<String> accounts, Map<String, Long> epochs)
            throws SQLException {
        if (hasEpochs == null) {
            hasEpochs = tables.hasEpochs();
        }
        hasEpochs |= !epochs.isEmpty();
        return hasEpochs ? tables.claim(accounts, epochs) : Set.of();
    }

    private SealedTokens sealed(String login, StoredTokens tokens) {
        byte[] access = cipher.seal(tokens.access(), login + ACCESS);
        byte @Nullable [] refresh = tokens.refresh()
                .map(secret -> cipher.seal(secret, login + REFRESH))
                .orElse(null);
        return new SealedTokens(access, refresh, tokens.expiresAt(), tokens.configFingerprint(), tokens.owner());
    }

    static StoredTokens opened(TokenCipher cipher, String login, SealedTokens tokens) {
        Secret access = cipher.open(tokens.access(), login + ACCESS);
        Optional<Secret> refresh =
                Optional.ofNullable(tokens.refresh()).map(blob -> cipher.open(blob, login + REFRESH));
        return new StoredTokens(access, refresh, tokens.expiresAt(), tokens.configFingerprint(), tokens.owner());
    }

    /** Does work on the connection itself; for tests that need the disk to fail, or to be watched. */
    void onConnection(Sql.Step<Connection, ?> work) {
        database.read(work);
    }

    @Override
    public void close() {
        database.close();
        directory.close();
    }
}
