package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.spi.StateChanges;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.spi.TokenCipher;
import dev.chameleonbot.engine.state.StateTables.SealedTokens;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.UserId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the state in one SQLite file, {@code state.db}. Times are kept to the millisecond; tokens are sealed.
 *
 * <p>Concurrency: all work on the database is done by the thread of {@link GroupCommit}; sealing and opening of secrets
 * is done by the callers. {@code nextPurge} belongs to the state thread. A caller that is interrupted while it waits
 * goes on waiting and finds its interrupt flag set afterwards.
 */
public final class SqliteStateStore implements StateStore {
    private static final Duration BETWEEN_PURGES = Duration.ofMinutes(10);
    private static final String ADVICE =
            "Accounts begin with the tokens of the configuration, and need a login where those are used up; what"
                    + " behaviours remembered is gone. To use a copy of the state instead, put it in place while"
                    + " Chameleon is stopped.";

    private final TokenCipher cipher;
    private final InstantSource clock;
    private final GroupCommit database;
    private Instant nextPurge = Instant.MIN;

    private SqliteStateStore(TokenCipher cipher, InstantSource clock, GroupCommit database) {
        this.cipher = cipher;
        this.clock = clock;
        this.database = database;
    }

    /**
     * Opens the store of a directory as {@link #open(StateDirectory, TokenCipher, InstantSource, StateTroubleListener)}
     * does; of a damaged file only the log is told.
     *
     * @param directory where; stays open as long as the store
     * @param cipher what seals the tokens, commonly {@link StateDirectory#cipher}
     * @param clock says what has expired
     * @return the store
     */
    public static SqliteStateStore open(StateDirectory directory, TokenCipher cipher, InstantSource clock) {
        return open(directory, cipher, clock, new LoggedStateTrouble());
    }

    /**
     * Opens the store of a directory, and creates it where there is none. A damaged file is moved aside under a name with
     * the date, and a new one is begun.
     *
     * @param directory where; stays open as long as the store
     * @param cipher what seals the tokens, commonly {@link StateDirectory#cipher}
     * @param clock says what has expired
     * @param trouble told if a damaged file was set aside, by the calling thread
     * @return the store
     * @throws dev.chameleonbot.engine.spi.StateException if the file is too new, another program's, or sealed with
     *     another key, and so was left as it was; or if the disk does not let it be used
     */
    public static SqliteStateStore open(
            StateDirectory directory, TokenCipher cipher, InstantSource clock, StateTroubleListener trouble) {
        SqliteLibrary.load(directory.nativeLibrary());
        Path file = directory.database();
        StateDatabase opener = new StateDatabase(file, cipher, clock);
        try {
            GroupCommit database = GroupCommit.start("The state in " + file, opener::open);
            return new SqliteStateStore(cipher, clock, database);
        } finally {
            opener.setAside().ifPresent(problem -> trouble.setAside(problem, ADVICE));
        }
    }

    @Override
    public Optional<StoredTokens> tokens(String login) {
        Optional<SealedTokens> sealed =
                database.call(connection -> new StateTables(connection, clock.instant()).account(login));
        return sealed.map(tokens -> opened(cipher, login, tokens));
    }

    @Override
    public Map<String, ChannelId> channels(Collection<String> logins) {
        Set<String> wanted = Set.copyOf(logins);
        return database.call(connection -> new StateTables(connection, clock.instant()).channels(wanted));
    }

    @Override
    public Map<String, MemoryValue> memory(String login, String pluginId) {
        return database.call(connection -> new StateTables(connection, clock.instant()).memory(login, pluginId));
    }

    @Override
    public Collection<SeenMessage> seenMessages(String login, Instant notBefore) {
        return database.call(connection -> new StateTables(connection, clock.instant()).seen(login, notBefore));
    }

    @Override
    public Optional<String> accountOf(UserId user) {
        return database.call(connection -> new StateTables(connection, clock.instant()).accountOf(user));
    }

    @Override
    public Optional<String> accountCalled(String name) {
        return database.call(connection -> new StateTables(connection, clock.instant()).accountCalled(name));
    }

    @Override
    public void rename(String from, String to) {
        Map<String, SealedTokens> moved = new HashMap<>();
        if (tokens(to).isEmpty()) {
            tokens(from).ifPresent(tokens -> moved.put(to, sealed(to, tokens)));
        }
        database.call(connection -> {
            StateTables tables = new StateTables(connection, clock.instant());
            tables.rename(from, to);
            tables.putAccounts(moved);
            return moved.size();
        });
    }

    @Override
    public void save(StateChanges changes) {
        Map<String, SealedTokens> accounts = new HashMap<>();
        changes.tokens().forEach((login, tokens) -> accounts.put(login, sealed(login, tokens)));
        database.call(connection -> {
            Instant now = clock.instant();
            StateTables tables = new StateTables(connection, now);
            tables.forget(changes.forgotten());
            tables.putAccounts(accounts);
            tables.putChannels(changes.channels());
            tables.changeMemory(changes.memory());
            tables.putSeen(changes.seen());
            if (!now.isBefore(nextPurge)) {
                tables.purge(now.minus(SEEN_FOR));
                nextPurge = now.plus(BETWEEN_PURGES);
            }
            return accounts.size();
        });
    }

    private SealedTokens sealed(String login, StoredTokens tokens) {
        byte[] access = cipher.seal(tokens.access(), accessContext(login));
        byte @Nullable [] refresh = tokens.refresh()
                .map(secret -> cipher.seal(secret, refreshContext(login)))
                .orElse(null);
        return new SealedTokens(access, refresh, tokens.expiresAt(), tokens.configFingerprint(), tokens.owner());
    }

    static StoredTokens opened(TokenCipher cipher, String login, SealedTokens tokens) {
        Secret access = cipher.open(tokens.access(), accessContext(login));
        Optional<Secret> refresh =
                Optional.ofNullable(tokens.refresh()).map(blob -> cipher.open(blob, refreshContext(login)));
        return new StoredTokens(access, refresh, tokens.expiresAt(), tokens.configFingerprint(), tokens.owner());
    }

    /** Does work on the connection itself, in a transaction; for tests that need the disk to fail, or to be watched. */
    void onConnection(PendingWork.Work<?> work) {
        database.call(work);
    }

    @Override
    public void close() {
        database.close();
    }

    private static String accessContext(String login) {
        return login + "/access";
    }

    private static String refreshContext(String login) {
        return login + "/refresh";
    }
}
