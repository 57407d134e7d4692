package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.Secret;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.TokenCipher;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Opens a state file: checks that it is whole, ours, not newer than this program and sealed with our key, before the
 * first byte is written to it.
 */
final class StateDatabase {
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;
    private static final String KEY_CHECK = "key-check";

    private final Path file;
    private final TokenCipher cipher;

    StateDatabase(Path file, TokenCipher cipher) {
        this.file = file;
        this.cipher = cipher;
    }

    /** Opens it, and creates it where there is none. */
    Connection open() {
        try {
            DurableFiles.createFile(file);
            int version = check();
            Connection connection = connect(false);
            boolean good = false;
            try {
                useWriteAheadLog(connection);
                if (version < Schema.VERSION) {
                    migrate(connection, version);
                }
                good = true;
                return connection;
            } finally {
                if (!good) {
                    connection.close();
                }
            }
        } catch (SQLException e) {
            throw isDamage(e) ? damaged(e.getMessage(), e) : unusable(e);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private Connection connect(boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        return JDBC.createConnection(JDBC.PREFIX + file, config.toProperties());
    }

    /**
     * Checks whether the file may be used, and returns its version. It reads only: a connection that may write would,
     * on closing, move what a killed process has left in the write-ahead log into a file that is to stay as it is.
     */
    private int check() throws SQLException {
        try (Connection connection = connect(true)) {
            if (!Schema.isOurs(connection)) {
                throw new StateException("The file " + file
                        + " is another program's SQLite file; it was left as it is. Use another state directory.");
            }
            int version = Schema.versionOf(connection);
            if (version > Schema.VERSION) {
                throw new StateException("The state in " + file + " is of schema version " + version
                        + ", and this Chameleon knows versions up to " + Schema.VERSION
                        + "; it was left as it is. Start the newer Chameleon that wrote it.");
            }
            if (version > 0) {
                checkWhole(connection);
                checkKey(connection);
            }
            return version;
        }
    }

    private void checkWhole(Connection connection) throws SQLException {
        @Nullable String verdict = text(connection, "PRAGMA quick_check(1)");
        if (!"ok".equals(verdict)) {
            throw damaged(String.valueOf(verdict), null);
        }
    }

    private void checkKey(Connection connection) throws SQLException {
        byte @Nullable [] sealed = null;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT sealed FROM key_check")) {
            if (rows.next()) {
                sealed = rows.getBytes(1);
            }
        }
        if (sealed == null) {
            throw damaged("its key check is missing", null);
        }
        try {
            cipher.open(sealed, KEY_CHECK);
        } catch (StateException e) {
            throw new StateException(
                    "The key does not fit the state in " + file.getParent() + ": " + file.getFileName()
                            + " was sealed with another one; it was left as it is. Bring that key back (in "
                            + StateKey.VARIABLE + " or the key file), or move the database away to start anew.",
                    e);
        }
    }

    private void useWriteAheadLog(Connection connection) throws SQLException {
        @Nullable String mode = text(connection, "PRAGMA journal_mode = WAL");
        if (!"wal".equalsIgnoreCase(mode)) {
            throw new StateException("The state in " + file
                    + " cannot be used: SQLite's write-ahead log does not work there. Use a local file system.");
        }
    }

    private void migrate(Connection connection, int version) throws SQLException {
        try (Transaction transaction = Transaction.begin(connection)) {
            Schema.migrate(connection, version);
            if (version == 0) {
                try (PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO key_check (id, sealed) VALUES (1, ?)")) {
                    insert.setBytes(1, cipher.seal(Secret.of(KEY_CHECK), KEY_CHECK));
                    insert.executeUpdate();
                }
            }
            transaction.commit();
        }
    }

    private static @Nullable String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private static boolean isDamage(SQLException e) {
        if (!(e instanceof SQLiteException sqlite)) {
            return false;
        }
        int primary = sqlite.getResultCode().code & 0xff;
        return primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    private StateException damaged(@Nullable String how, @Nullable SQLException cause) {
        String message = "The state in " + file + " is damaged (" + how
                + "); it was left as it is. Put a copy of it back, or move " + file.getFileName()
                + " and the files beside it that begin with its name away to start anew: then accounts begin with the"
                + " tokens of the configuration.";
        return cause == null ? new StateException(message) : new StateException(message, cause);
    }

    private StateException unusable(Exception cause) {
        return new StateException("The state in " + file + " cannot be opened: " + cause.getMessage(), cause);
    }
}
