package dev.chameleonbot.engine.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of the state and how an older file comes to have them. */
final class Schema {
    /** "Cham": tells a state file from other SQLite files. */
    static final int APPLICATION_ID = 0x4368616d;

    /** The statements that lead from each version to the next; those of a released version never change. */
    private static final List<List<String>> MIGRATIONS = List.of(
            List.of(
                    """
                    CREATE TABLE key_check (
                      id INTEGER PRIMARY KEY CHECK (id = 1),
                      sealed BLOB NOT NULL
                    ) STRICT\
                    """,
                    """
                    CREATE TABLE account (
                      login TEXT NOT NULL PRIMARY KEY CHECK (login <> ''),
                      access BLOB NOT NULL,
                      refresh BLOB,
                      expires_at INTEGER NOT NULL,
                      config_fingerprint TEXT NOT NULL,
                      updated_at INTEGER NOT NULL
                    ) STRICT\
                    """,
                    """
                    CREATE TABLE channel (
                      login TEXT NOT NULL PRIMARY KEY CHECK (login <> ''),
                      id TEXT NOT NULL CHECK (id <> ''),
                      updated_at INTEGER NOT NULL
                    ) STRICT\
                    """,
                    """
                    CREATE TABLE memory (
                      login TEXT NOT NULL CHECK (login <> ''),
                      plugin TEXT NOT NULL CHECK (plugin <> ''),
                      key TEXT NOT NULL CHECK (length(key) <= 1024),
                      value TEXT NOT NULL CHECK (length(value) <= 1024),
                      expires_at INTEGER,
                      PRIMARY KEY (login, plugin, key)
                    ) STRICT, WITHOUT ROWID\
                    """,
                    "CREATE INDEX memory_by_expiry ON memory (expires_at) WHERE expires_at IS NOT NULL"),
            List.of("""
                CREATE TABLE seen_message (
                  login TEXT NOT NULL CHECK (login <> ''),
                  id TEXT NOT NULL CHECK (id <> ''),
                  seen_at INTEGER NOT NULL,
                  PRIMARY KEY (login, id)
                ) STRICT, WITHOUT ROWID\
                """, "CREATE INDEX seen_message_by_time ON seen_message (seen_at)"),
            // A row for what an account saw in a moment instead of one for each message: a tenth of the work.
            List.of("""
                CREATE TABLE seen (
                  login TEXT NOT NULL CHECK (login <> ''),
                  seen_at INTEGER NOT NULL,
                  ids TEXT NOT NULL,
                  PRIMARY KEY (login, seen_at)
                ) STRICT, WITHOUT ROWID\
                """, """
                INSERT INTO seen
                SELECT login, seen_at, json_group_array(id) FROM seen_message GROUP BY login, seen_at\
                """, "DROP TABLE seen_message"),
            // An account is a user, whose name may change.
            List.of("ALTER TABLE account ADD COLUMN user_id TEXT", "ALTER TABLE account ADD COLUMN user_login TEXT"),
            // Of accounts that several machines share; stays when an account is forgotten.
            List.of("""
                CREATE TABLE owner (
                  login TEXT NOT NULL PRIMARY KEY CHECK (login <> ''),
                  epoch INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID\
                """));

    /** The version that this program reads and writes. */
    static final int VERSION = MIGRATIONS.size();

    private Schema() {}

    /** The version of a file, 0 if it is new. */
    static int versionOf(Connection connection) throws SQLException {
        return number(connection, "PRAGMA user_version");
    }

    /** Whether a file is a state file, or one that has nothing in it yet. */
    static boolean isOurs(Connection connection) throws SQLException {
        int id = number(connection, "PRAGMA application_id");
        return id == APPLICATION_ID || (id == 0 && number(connection, "SELECT count(*) FROM sqlite_schema") == 0);
    }

    /** Brings a file from a version to {@link #VERSION}; the caller's transaction makes it one step. */
    static void migrate(Connection connection, int from) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (List<String> migration : MIGRATIONS.subList(from, VERSION)) {
                for (String sql : migration) {
                    statement.executeUpdate(sql);
                }
            }
            statement.executeUpdate("PRAGMA application_id = " + APPLICATION_ID);
            statement.executeUpdate("PRAGMA user_version = " + VERSION);
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        return Sql.first(connection, sql, row -> row.getInt(1)).orElse(0);
    }
}
