package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.Secret;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.spi.TokenCipher;
import dev.chameleonbot.plugin.api.ChannelId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
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
    private static final Duration BETWEEN_PURGES = Duration.ofHours(1);

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
     * Opens the store of a directory, and creates it where there is none.
     *
     * @param directory where; stays open as long as the store
     * @param cipher what seals the tokens, commonly {@link StateDirectory#cipher}
     * @param clock says what has expired
     * @return the store
     * @throws dev.chameleonbot.engine.spi.StateException if the file is damaged, too new, another program's, or sealed
     *     with another key; it is then left as it was
     */
    public static SqliteStateStore open(StateDirectory directory, TokenCipher cipher, InstantSource clock) {
        Path file = directory.database();
        StateDatabase opener = new StateDatabase(file, cipher);
        GroupCommit database = GroupCommit.start("The state in " + file, opener::open);
        SqliteStateStore store = new SqliteStateStore(cipher, clock, database);
        store.saveMemory(List.of()); // purges
        return store;
    }

    @Override
    public Optional<StoredTokens> tokens(String login) {
        Optional<SealedTokens> sealed = database.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT access, refresh, expires_at, config_fingerprint FROM account WHERE login = ?")) {
                select.setString(1, login);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new SealedTokens(
                                    row.getBytes(1), row.getBytes(2), row.getLong(3), row.getString(4)))
                            : Optional.empty();
                }
            }
        });
        return sealed.map(tokens -> opened(login, tokens));
    }

    private StoredTokens opened(String login, SealedTokens tokens) {
        Secret access = cipher.open(tokens.access(), accessContext(login));
        Optional<Secret> refresh =
                Optional.ofNullable(tokens.refresh()).map(blob -> cipher.open(blob, refreshContext(login)));
        return new StoredTokens(access, refresh, Instant.ofEpochMilli(tokens.expiresAt()), tokens.configFingerprint());
    }

    @Override
    public void saveTokens(String login, StoredTokens tokens) {
        byte[] access = cipher.seal(tokens.access(), accessContext(login));
        byte @Nullable [] refresh = tokens.refresh()
                .map(secret -> cipher.seal(secret, refreshContext(login)))
                .orElse(null);
        database.call(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO account (login, access, refresh, expires_at, config_fingerprint, updated_at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (login) DO UPDATE SET access = excluded.access, refresh = excluded.refresh,
                  expires_at = excluded.expires_at, config_fingerprint = excluded.config_fingerprint,
                  updated_at = excluded.updated_at\
                """)) {
                upsert.setString(1, login);
                upsert.setBytes(2, access);
                if (refresh == null) {
                    upsert.setNull(3, Types.BLOB);
                } else {
                    upsert.setBytes(3, refresh);
                }
                upsert.setLong(4, millis(tokens.expiresAt()));
                upsert.setString(5, tokens.configFingerprint());
                upsert.setLong(6, millis(clock.instant()));
                return upsert.executeUpdate();
            }
        });
    }

    @Override
    public Map<String, ChannelId> channels(Collection<String> logins) {
        Set<String> wanted = Set.copyOf(logins);
        return database.call(connection -> {
            Map<String, ChannelId> known = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT id FROM channel WHERE login = ?")) {
                for (String login : wanted) {
                    select.setString(1, login);
                    try (ResultSet row = select.executeQuery()) {
                        if (row.next()) {
                            known.put(login, new ChannelId(row.getString(1)));
                        }
                    }
                }
            }
            return Map.copyOf(known);
        });
    }

    @Override
    public void saveChannels(Map<String, ChannelId> channels) {
        Map<String, ChannelId> learned = Map.copyOf(channels);
        database.call(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO channel (login, id, updated_at) VALUES (?, ?, ?)
                ON CONFLICT (login) DO UPDATE SET id = excluded.id, updated_at = excluded.updated_at\
                """)) {
                for (Map.Entry<String, ChannelId> channel : learned.entrySet()) {
                    upsert.setString(1, channel.getKey());
                    upsert.setString(2, channel.getValue().value());
                    upsert.setLong(3, millis(clock.instant()));
                    upsert.executeUpdate();
                }
            }
            return learned.size();
        });
    }

    @Override
    public Map<String, MemoryValue> memory(String login, String pluginId) {
        return database.call(connection -> {
            Map<String, MemoryValue> values = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement("""
                SELECT key, value, expires_at FROM memory
                WHERE login = ? AND plugin = ? AND (expires_at IS NULL OR expires_at > ?)\
                """)) {
                select.setString(1, login);
                select.setString(2, pluginId);
                select.setLong(3, millis(clock.instant()));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        long millis = row.getLong(3);
                        @Nullable Instant expiresAt = row.wasNull() ? null : Instant.ofEpochMilli(millis);
                        values.put(row.getString(1), new MemoryValue(row.getString(2), expiresAt));
                    }
                }
            }
            return Map.copyOf(values);
        });
    }

    @Override
    public void saveMemory(Collection<MemoryChange> changes) {
        List<MemoryChange> all = List.copyOf(changes);
        database.call(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO memory (login, plugin, key, value, expires_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (login, plugin, key) DO UPDATE SET value = excluded.value,
                  expires_at = excluded.expires_at\
                """);
                    PreparedStatement delete = connection.prepareStatement(
                            "DELETE FROM memory WHERE login = ? AND plugin = ? AND key = ?")) {
                for (MemoryChange change : all) {
                    @Nullable MemoryValue value = change.value();
                    PreparedStatement statement = value == null ? delete : upsert;
                    statement.setString(1, change.login());
                    statement.setString(2, change.pluginId());
                    statement.setString(3, change.key());
                    if (value != null) {
                        setValue(statement, value);
                    }
                    statement.executeUpdate();
                }
            }
            purge(connection);
            return all.size();
        });
    }

    private static void setValue(PreparedStatement upsert, MemoryValue value) throws SQLException {
        @Nullable Instant expiresAt = value.expiresAt();
        upsert.setString(4, value.value());
        if (expiresAt == null) {
            upsert.setNull(5, Types.INTEGER);
        } else {
            upsert.setLong(5, millis(expiresAt));
        }
    }

    private void purge(Connection connection) throws SQLException {
        Instant now = clock.instant();
        if (now.isBefore(nextPurge)) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM memory WHERE expires_at <= ?")) {
            delete.setLong(1, millis(now));
            delete.executeUpdate();
        }
        nextPurge = now.plus(BETWEEN_PURGES);
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

    /** Milliseconds since the epoch; a time too far away to have them is the farthest that has. */
    private static long millis(Instant time) {
        try {
            return time.toEpochMilli();
        } catch (ArithmeticException e) {
            return time.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }

    /** A row of the table of accounts. Arrays, and so compared by identity; nobody compares it. */
    @SuppressWarnings("ArrayRecordComponent")
    private record SealedTokens(byte[] access, byte @Nullable [] refresh, long expiresAt, String configFingerprint) {}
}
