package dev.chameleonbot.engine.state;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.chameleonbot.engine.spi.StateChange.Channel;
import dev.chameleonbot.engine.spi.StateChange.MemoryChange;
import dev.chameleonbot.engine.spi.StateChange.SeenMessage;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.engine.spi.StateStore.Owner;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.MessageId;
import dev.chameleonbot.plugin.api.UserId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** Whether any account was ever written under an epoch. */
    boolean hasEpochs() throws SQLException {
        return Sql.first(connection, "SELECT 1 FROM owner LIMIT 1", row -> true).isPresent();
    }

    /** Notes the epochs of accounts, and returns those of which a newer one is known. */
    Set<String> claim(Set<String> accounts, Map<String, Long> epochs) throws SQLException {
        Set<String> refused = new HashSet<>();
        try (Sql upsert = new Sql(connection, """
            INSERT INTO owner (login, epoch) VALUES (?, ?)
            ON CONFLICT (login) DO UPDATE SET epoch = excluded.epoch WHERE excluded.epoch >= owner.epoch\
            """)) {
            for (String login : accounts) {
                if (upsert.update(login, epochs.getOrDefault(login, 0L)) == 0) {
                    refused.add(login);
                }
            }
        }
        return refused;
    }

    Optional<SealedTokens> account(String login) throws SQLException {
        return Sql.first(
                connection,
                "SELECT access, refresh, expires_at, config_fingerprint, user_id, user_login FROM account"
                        + " WHERE login = ?",
                row -> new SealedTokens(
                        row.getBytes(1),
                        row.getBytes(2),
                        Instant.ofEpochMilli(row.getLong(3)),
                        row.getString(4),
                        owner(row.getString(5), row.getString(6))),
                login);
    }

    private static Optional<Owner> owner(@Nullable String id, @Nullable String login) {
        return id == null || login == null ? Optional.empty() : Optional.of(new Owner(new UserId(id), login));
    }

    Optional<String> accountOf(UserId user) throws SQLException {
        return newestAccount("user_id", user.value());
    }

    Optional<String> accountCalled(String name) throws SQLException {
        return newestAccount("user_login", name);
    }

    private Optional<String> newestAccount(String column, String value) throws SQLException {
        return Sql.first(
                connection,
                "SELECT login FROM account WHERE " + column + " = ? ORDER BY updated_at DESC LIMIT 1",
                row -> row.getString(1),
                value);
    }

    /** Moves all but an account's tokens, which have to be sealed again. What is there already wins. */
    void rename(String from, String to) throws SQLException {
        Sql.update(connection, "UPDATE OR IGNORE memory SET login = ? WHERE login = ?", to, from);
        Sql.update(connection, "UPDATE OR IGNORE seen SET login = ? WHERE login = ?", to, from);
        forget(List.of(from));
    }

    void putAccounts(Map<String, SealedTokens> accounts) throws SQLException {
        try (Sql upsert = new Sql(connection, """
            INSERT INTO account (login, access, refresh, expires_at, config_fingerprint, updated_at, user_id, user_login)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (login) DO UPDATE SET access = excluded.access, refresh = excluded.refresh,
              expires_at = excluded.expires_at, config_fingerprint = excluded.config_fingerprint,
              updated_at = excluded.updated_at, user_id = excluded.user_id, user_login = excluded.user_login\
            """)) {
            for (Map.Entry<String, SealedTokens> account : accounts.entrySet()) {
                SealedTokens tokens = account.getValue();
                @Nullable Owner owner = tokens.owner().orElse(null);
                upsert.update(
                        account.getKey(),
                        tokens.access(),
                        tokens.refresh(),
                        millis(tokens.expiresAt()),
                        tokens.configFingerprint(),
                        millis(now),
                        owner == null ? null : owner.id().value(),
                        owner == null ? null : owner.login());
            }
        }
    }

    Map<String, ChannelId> channels(Collection<String> logins) throws SQLException {
        Map<String, ChannelId> known = new HashMap<>();
        try (Sql select = new Sql(connection, "SELECT id FROM channel WHERE login = ?")) {
            for (String login : logins) {
                select.all(row -> known.put(login, new ChannelId(row.getString(1))), login);
            }
        }
        return Map.copyOf(known);
    }

    void putChannels(List<Channel> channels) throws SQLException {
        try (Sql upsert = new Sql(connection, """
            INSERT INTO channel (login, id, updated_at) VALUES (?, ?, ?)
            ON CONFLICT (login) DO UPDATE SET id = excluded.id, updated_at = excluded.updated_at\
            """)) {
            for (Channel channel : channels) {
                upsert.update(channel.name(), channel.id().value(), millis(now));
            }
        }
    }

    Map<String, MemoryValue> memory(String login, String pluginId) throws SQLException {
        Map<String, MemoryValue> values = new HashMap<>();
        try (Sql select = new Sql(connection, """
            SELECT key, value, expires_at FROM memory
            WHERE login = ? AND plugin = ? AND (expires_at IS NULL OR expires_at > ?)\
            """)) {
            select.all(
                    row -> {
                        long millis = row.getLong(3);
                        @Nullable Instant expiresAt = row.wasNull() ? null : Instant.ofEpochMilli(millis);
                        return values.put(row.getString(1), new MemoryValue(row.getString(2), expiresAt));
                    },
                    login,
                    pluginId,
                    millis(now));
        }
        return Map.copyOf(values);
    }

    void changeMemory(List<MemoryChange> changes) throws SQLException {
        try (Sql upsert = new Sql(connection, """
            INSERT INTO memory (login, plugin, key, value, expires_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (login, plugin, key) DO UPDATE SET value = excluded.value,
              expires_at = excluded.expires_at\
            """);
                Sql delete = new Sql(connection, "DELETE FROM memory WHERE login = ? AND plugin = ? AND key = ?")) {
            for (MemoryChange change : changes) {
                @Nullable MemoryValue value = change.value();
                if (value == null) {
                    delete.update(change.login(), change.pluginId(), change.key());
                } else {
                    @Nullable Instant end = value.expiresAt();
                    upsert.update(
                            change.login(),
                            change.pluginId(),
                            change.key(),
                            value.value(),
                            end == null ? null : millis(end));
                }
            }
        }
    }

    List<SeenMessage> seen(String login, Instant notBefore) throws SQLException {
        try (Sql select = new Sql(connection, """
            SELECT id.value, max(seen.seen_at) FROM seen, json_each(seen.ids) AS id
            WHERE seen.login = ? AND seen.seen_at >= ? GROUP BY id.value\
            """)) {
            return select.all(
                    row -> new SeenMessage(
                            login, new MessageId(row.getString(1)), Instant.ofEpochMilli(row.getLong(2))),
                    login,
                    millis(notBefore));
        }
    }

    /** One row for all that an account saw at the same time, as a JSON array of their ids. */
    void putSeen(List<SeenMessage> messages) throws SQLException {
        Map<Map.Entry<String, Long>, List<String>> rows = new LinkedHashMap<>();
        for (SeenMessage message : messages) {
            String id = new String(
                    JsonStringEncoder.getInstance().quoteAsString(message.id().value()));
            rows.computeIfAbsent(Map.entry(message.login(), millis(message.at())), sight -> new ArrayList<>())
                    .add('"' + id + '"');
        }
        try (Sql upsert = new Sql(connection, """
            INSERT INTO seen (login, seen_at, ids) VALUES (?, ?, ?)
            ON CONFLICT (login, seen_at) DO UPDATE SET ids = (
              SELECT json_group_array(value) FROM (
                SELECT value FROM json_each(seen.ids) UNION SELECT value FROM json_each(excluded.ids)))\
            """)) {
            for (Map.Entry<Map.Entry<String, Long>, List<String>> row : rows.entrySet()) {
                upsert.update(
                        row.getKey().getKey(),
                        row.getKey().getValue(),
                        row.getValue().toString());
            }
        }
    }

    void forget(Collection<String> logins) throws SQLException {
        for (String login : logins) {
            for (String table : ABOUT_AN_ACCOUNT) {
                Sql.update(connection, "DELETE FROM " + table + " WHERE login = ?", login);
            }
        }
    }

    /** Deletes what has expired, and the messages seen before a time. */
    void purge(Instant seenBefore) throws SQLException {
        Sql.update(connection, "DELETE FROM memory WHERE expires_at <= ?", millis(now));
        Sql.update(connection, "DELETE FROM seen WHERE seen_at < ?", millis(seenBefore));
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
     * @param refresh the sealed refresh token; null where there is none
     * @param configFingerprint what the tokens descend from
     */
    @SuppressWarnings("ArrayRecordComponent")
    record SealedTokens(
            byte[] access,
            byte @Nullable [] refresh,
            Instant expiresAt,
            String configFingerprint,
            Optional<Owner> owner) {}
}
