package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.io.OwnersFiles;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.TokenCipher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * Opens a state file: checks that it is whole, ours, not newer than this program and sealed with our key, before the
 * first byte is written to it.
 *
 * <p>A damaged file is set aside under a name with a date, and a new one is begun; all others that cannot be used are
 * left as they are. For one thread; {@code setAside} is read by another one after the opening.
 */
final class StateDatabase {
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;
    private static final int ONE_PAGE = 4_096;
    static final String KEY_CHECK = "key-check";

    private final Path file;
    private final TokenCipher cipher;
    private final InstantSource clock;
    private volatile @Nullable String setAside;

    StateDatabase(Path file, TokenCipher cipher, InstantSource clock) {
        this.clock = clock;
        this.file = file;
        this.cipher = cipher;
    }

    /** Opens it, and creates it where there is none. */
    Connection open() {
        try {
            if (DamagedFiles.areLeftAlone(file)) {
                setAside("its write-ahead log is there, but of the file itself nothing");
            }
            try {
                return openWhole();
            } catch (DamageFoundException e) {
                setAside(e.getMessage());
                return openWhole();
            }
        } catch (DamageFoundException e) {
            throw unusable("a new one is damaged at once: " + e.getMessage(), e);
        } catch (SQLException | IOException e) {
            throw unusable(String.valueOf(e.getMessage()), e);
        }
    }

    /** What was damaged and set aside by {@link #open()}, as a sentence. */
    Optional<String> setAside() {
        return Optional.ofNullable(setAside);
    }

    private void setAside(String damage) {
        try {
            Path aside = DamagedFiles.setAside(file, clock.instant());
            setAside = "The state in " + file + " was damaged (" + damage + "); it was moved to " + aside.getFileName()
                    + " next to it, and a new one was created.";
        } catch (IOException e) {
            throw new StateException(
                    "The state in " + file + " is damaged (" + damage + ") and could not be moved aside: " + e
                            + "; move it, and the files whose names begin with its name, away to start again.",
                    e);
        }
    }

    private Connection openWhole() throws SQLException, IOException, DamageFoundException {
        if (Files.notExists(file)) {
            OwnersFiles.createFile(file);
        }
        try {
            undoUnfinishedCreation();
            int version = check();
            Connection connection = connect(false);
            try {
                useWriteAheadLog(connection);
                if (version < Schema.VERSION) {
                    migrate(connection, version);
                }
                return connection;
            } catch (SQLException | RuntimeException | Error e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            if (SqliteFailure.kindOf(e) == StateException.Kind.DAMAGED) {
                throw new DamageFoundException(String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
    }

    /**
     * A process that was killed while it created the file leaves one page and a rollback journal, which only a connection
     * that may write can undo. With anything in it the file has a write-ahead log and no such journal.
     */
    private void undoUnfinishedCreation() throws SQLException, IOException {
        if (Files.size(file) <= ONE_PAGE && Files.exists(DamagedFiles.beside(file, "-journal"))) {
            try (Connection connection = connect(false)) {
                Schema.versionOf(connection);
            }
        }
    }

    private Connection connect(boolean readOnly) throws SQLException {
        // As a URI, in which no character of a path means anything else: the driver takes what follows a '?' for
        // settings.
        return connect(file.toUri().toString(), readOnly);
    }

    /** Connects to the file of a URI. */
    static Connection connect(String uri, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        return JDBC.createConnection(JDBC.PREFIX + uri, config.toProperties());
    }

    /**
     * Checks whether the file may be used, and returns its version. It reads only: a connection that may write would,
     * on closing, move what a killed process has left in the write-ahead log into a file that is to stay as it is.
     */
    private int check() throws SQLException, DamageFoundException {
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
                String verdict = text(connection, "PRAGMA quick_check(1)");
                if (!verdict.equals("ok")) {
                    throw new DamageFoundException(verdict, null);
                }
                checkKey(connection);
            }
            return version;
        }
    }

    private void checkKey(Connection connection) throws SQLException, DamageFoundException {
        if (text(connection, "SELECT name FROM sqlite_schema WHERE name = 'key_check'")
                .isEmpty()) {
            throw new DamageFoundException("its key check is missing", null);
        }
        byte[] sealed = Sql.first(connection, "SELECT sealed FROM key_check", row -> row.getBytes(1))
                .orElseThrow(() -> new DamageFoundException("its key check is missing", null));
        try {
            cipher.open(sealed, KEY_CHECK);
        } catch (StateException e) {
            throw new StateException(
                    "The key does not fit the state in " + file.getParent() + ": " + file.getFileName()
                            + " was sealed with another one; it was left as it is. Restore that key (in "
                            + StateDirectory.KEY_VARIABLE
                            + " or the key file), or move the database away to start again.",
                    e);
        }
    }

    private void useWriteAheadLog(Connection connection) throws SQLException {
        if (!text(connection, "PRAGMA journal_mode = WAL").equalsIgnoreCase("wal")) {
            throw new StateException("The state in " + file
                    + " cannot be used: SQLite's write-ahead log does not work there. Use a local file system.");
        }
    }

    private void migrate(Connection connection, int version) throws SQLException {
        var unused = Sql.inTransaction(connection, open -> {
            Schema.migrate(open, version);
            if (version == 0) {
                byte[] sealed = cipher.seal(Secret.of(KEY_CHECK), KEY_CHECK);
                Sql.update(open, "INSERT INTO key_check (id, sealed) VALUES (1, ?)", new Object[] {sealed});
            }
            return true;
        });
    }

    private static String text(Connection connection, String sql) throws SQLException {
        return Sql.first(connection, sql, row -> row.getString(1)).orElse("");
    }

    private StateException unusable(String why, Exception cause) {
        return new StateException("The state in " + file + " cannot be opened: " + why, cause);
    }

    /** The file is not what was once written; the message says what is wrong with it. */
    private static final class DamageFoundException extends Exception {
        private static final long serialVersionUID = 1L;

        DamageFoundException(String damage, @Nullable Throwable cause) {
            super(damage, cause);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }
}
