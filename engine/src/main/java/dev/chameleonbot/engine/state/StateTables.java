package dev.chameleonbot.engine.state;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.chameleonbot.engine.spi.StateStore.MemoryChange;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.engine.spi.StateStore.Owner;
import dev.chameleonbot.engine.spi.StateStore.SeenMessage;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.MessageId;
import dev.chameleonbot.plugin.api.UserId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of the state, as {@link Schema} lays them out; within a transaction of the caller's, on its thread. */
final class StateTables {
    private static final List<String> ABOUT_AN_ACCOUNT = List.of("account", "memory", "seen");

    private final Connection connection;
    private final Instant now;

    StateTables(Connection connection, Instant now) {
        this.connection = connection;
        this.now = now;
    }

    Optional<SealedTokens> account(String login) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT access, refresh, expires_at, config_fingerprint, user_id, user_login FROM account WHERE login"
                        + " = ?")) {
            select.setString(1, login);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new SealedTokens(
                                row.getBytes(1),
                                row.getBytes(2),
                                Instant.ofEpochMilli(row.getLong(3)),
                                row.getString(4),
                                owner(row.getString(5), row.getString(6))))
                        : Optional.empty();
            }
        }
    }

    private static Optional<Owner> owner(@Nullable String id, @Nullable String login) {
        return id == null || login == null ? Optional.empty() : Optional.of(new Owner(new UserId(id), login));
    }

    Optional<String> accountOf(UserId user) throws SQLException {
        return account("SELECT login FROM account WHERE user_id = ?", user.value());
    }

    Optional<String> accountCalled(String name) throws SQLException {
        return account("SELECT login FROM account WHERE user_login = ?", name);
    }

    /** The one that was used last. */
    private Optional<String> account(String sql, String argument) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql + " ORDER BY updated_at DESC LIMIT 1")) {
            select.setString(1, argument);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** Moves all but an account's tokens, which have to be sealed anew. What is there already wins. */
    void rename(String from, String to) throws SQLException {
        try (PreparedStatement memory =
                        connection.prepareStatement("UPDATE OR IGNORE memory SET login = ? WHERE login = ?");
                PreparedStatement seen =
                        connection.prepareStatement("UPDATE OR IGNORE seen SET login = ? WHERE login = ?")) {
            for (PreparedStatement move : List.of(memory, seen)) {
                move.setString(1, to);
                move.setString(2, from);
                move.executeUpdate();
            }
        }
        forget(List.of(from));
    }

    void putAccounts(Map<String, SealedTokens> accounts) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
            INSERT INTO account (login, access, refresh, expires_at, config_fingerprint, updated_at, user_id, user_login)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (login) DO UPDATE SET access = excluded.access, refresh = excluded.refresh,
              expires_at = excluded.expires_at, config_fingerprint = excluded.config_fingerprint,
              updated_at = excluded.updated_at, user_id = excluded.user_id, user_login = excluded.user_login\
            """)) {
            for (Map.Entry<String, SealedTokens> account : accounts.entrySet()) {
                SealedTokens tokens = account.getValue();
                upsert.setString(1, account.getKey());
                upsert.setBytes(2, tokens.access());
                if (tokens.refresh() == null) {
                    upsert.setNull(3, Types.BLOB);
                } else {
                    upsert.setBytes(3, tokens.refresh());
                }
                upsert.setLong(4, millis(tokens.expiresAt()));
                upsert.setString(5, tokens.configFingerprint());
                upsert.setLong(6, millis(now));
                upsert.setString(
                        7, tokens.owner().map(owner -> owner.id().value()).orElse(null));
                upsert.setString(8, tokens.owner().map(Owner::login).orElse(null));
                upsert.executeUpdate();
            }
        }
    }

    Map<String, ChannelId> channels(Collection<String> logins) throws SQLException {
        Map<String, ChannelId> known = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT id FROM channel WHERE login = ?")) {
            for (String login : logins) {
                select.setString(1, login);
                try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                        known.put(login, new ChannelId(row.getString(1)));
                    }
                }
            }
        }
        return Map.copyOf(known);
    }

    void putChannels(Map<String, ChannelId> channels) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
            INSERT INTO channel (login, id, updated_at) VALUES (?, ?, ?)
            ON CONFLICT (login) DO UPDATE SET id = excluded.id, updated_at = excluded.updated_at\
            """)) {
            for (Map.Entry<String, ChannelId> channel : channels.entrySet()) {
                upsert.setString(1, channel.getKey());
                upsert.setString(2, channel.getValue().value());
                upsert.setLong(3, millis(now));
                upsert.executeUpdate();
            }
        }
    }

    Map<String, MemoryValue> memory(String login, String pluginId) throws SQLException {
        Map<String, MemoryValue> values = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
            SELECT key, value, expires_at FROM memory
            WHERE login = ? AND plugin = ? AND (expires_at IS NULL OR expires_at > ?)\
            """)) {
            select.setString(1, login);
            select.setString(2, pluginId);
            select.setLong(3, millis(now));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long millis = row.getLong(3);
                    @Nullable Instant expiresAt = row.wasNull() ? null : Instant.ofEpochMilli(millis);
                    values.put(row.getString(1), new MemoryValue(row.getString(2), expiresAt));
                }
            }
        }
        return Map.copyOf(values);
    }

    void changeMemory(List<MemoryChange> changes) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
            INSERT INTO memory (login, plugin, key, value, expires_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (login, plugin, key) DO UPDATE SET value = excluded.value,
              expires_at = excluded.expires_at\
            """);
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM memory WHERE login = ? AND plugin = ? AND key = ?")) {
            for (MemoryChange change : changes) {
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

    List<SeenMessage> seen(String login, Instant notBefore) throws SQLException {
        List<SeenMessage> seen = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
            SELECT id.value, max(seen.seen_at) FROM seen, json_each(seen.ids) AS id
            WHERE seen.login = ? AND seen.seen_at >= ? GROUP BY id.value\
            """)) {
            select.setString(1, login);
            select.setLong(2, millis(notBefore));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    seen.add(new SeenMessage(
                            login, new MessageId(row.getString(1)), Instant.ofEpochMilli(row.getLong(2))));
                }
            }
        }
        return List.copyOf(seen);
    }

    /** One row for all that an account saw at the same time, as a JSON array of their ids. */
    void putSeen(List<SeenMessage> messages) throws SQLException {
        if (messages.isEmpty()) {
            return;
        }
        Map<Sight, JsonArray> rows = new LinkedHashMap<>();
        for (SeenMessage message : messages) {
            rows.computeIfAbsent(new Sight(message.login(), millis(message.at())), sight -> new JsonArray())
                    .add(message.id().value());
        }
        try (PreparedStatement upsert = connection.prepareStatement("""
            INSERT INTO seen (login, seen_at, ids) VALUES (?, ?, ?)
            ON CONFLICT (login, seen_at) DO UPDATE SET ids = (
              SELECT json_group_array(value) FROM (
                SELECT value FROM json_each(seen.ids) UNION SELECT value FROM json_each(excluded.ids)))\
            """)) {
            for (Map.Entry<Sight, JsonArray> row : rows.entrySet()) {
                upsert.setString(1, row.getKey().login());
                upsert.setLong(2, row.getKey().at());
                upsert.setString(3, row.getValue().text());
                upsert.executeUpdate();
            }
        }
    }

    void forget(Collection<String> logins) throws SQLException {
        for (String login : logins) {
            for (String table : ABOUT_AN_ACCOUNT) {
                update("DELETE FROM " + table + " WHERE login = ?", login);
            }
        }
    }

    /** Deletes what has expired, and the messages seen before a time. */
    void purge(Instant seenBefore) throws SQLException {
        update("DELETE FROM memory WHERE expires_at <= ?", millis(now));
        update("DELETE FROM seen WHERE seen_at < ?", millis(seenBefore));
    }

    private void update(String sql, Object argument) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, argument);
            statement.executeUpdate();
        }
    }

    /** Milliseconds since the epoch; a time too far away to have them is the farthest that has. */
    private static long millis(Instant time) {
        try {
            return time.toEpochMilli();
        } catch (ArithmeticException e) {
            return time.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }

    /**
     * An account's tokens as they are stored. Arrays, and so compared by identity; nobody compares it.
     *
     * @param access the sealed access token
     * @param refresh the sealed refresh token; null where there is none
     * @param expiresAt when the access token ends
     * @param configFingerprint what the tokens descend from
     * @param owner whose they are
     */
    @SuppressWarnings("ArrayRecordComponent")
    record SealedTokens(
            byte[] access,
            byte @Nullable [] refresh,
            Instant expiresAt,
            String configFingerprint,
            Optional<Owner> owner) {}

    /** The account that saw something, and when. */
    private record Sight(String login, long at) {}

    /** A JSON array of texts that is being written. */
    private static final class JsonArray {
        private final StringBuilder text = new StringBuilder("[");

        void add(String value) {
            text.append(text.length() == 1 ? "\"" : ",\"");
            JsonStringEncoder.getInstance().quoteAsString(value, text);
            text.append('"');
        }

        String text() {
            return text + "]";
        }
    }
}
