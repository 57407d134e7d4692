package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.spi.StateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * Copies of a state file. One is made while an engine writes, too: it has all of what was written before some moment, and
 * nothing of what came after it.
 *
 * <p>Source: <a href="https://www.sqlite.org/lang_vacuum.html">VACUUM INTO</a>, which reads in one transaction.
 */
public final class StateCopy {
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;

    private StateCopy() {}

    /** The version of the schema that this program reads and writes. */
    public static int newestVersion() {
        return Schema.VERSION;
    }

    /**
     * Copies the state file of a directory.
     *
     * @param directory the state directory
     * @param target the copy's file, which must not exist
     * @return whether there was a state to copy
     * @throws StateException if it cannot be read or copied
     */
    public static boolean copy(Path directory, Path target) {
        Path file = directory.resolve(StateDirectory.DATABASE);
        if (!Files.exists(file)) {
            return false;
        }
        SqliteLibrary.load(target.resolveSibling("native"));
        // Made first, so that nobody else can read it: SQLite takes an empty file for none.
        try (Connection connection = connect(file, false)) {
            DurableFiles.createFile(target);
            if (!Schema.isOurs(connection)) {
                throw new StateException("The file " + file + " is another program's SQLite file");
            }
            try (PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
                copy.setString(1, target.toString());
                copy.executeUpdate();
            }
            return true;
        } catch (SQLException | IOException e) {
            throw new StateException("The state in " + file + " cannot be copied: " + IoWords.of(e), e);
        }
    }

    /**
     * Checks that a copy is whole, a state of Chameleon, and none that only a newer Chameleon knows.
     *
     * @param copy the copy's file, which nobody uses
     * @return the version of its schema
     * @throws StateException if it is not so
     */
    public static int check(Path copy) {
        SqliteLibrary.load(copy.resolveSibling("native"));
        try (Connection connection = connect(copy, true)) {
            if (!Schema.isOurs(connection)) {
                throw new StateException("it is another program's SQLite file");
            }
            int version = Schema.versionOf(connection);
            if (version > Schema.VERSION) {
                throw new StateException(
                        "it is of schema version " + version + ", and this Chameleon knows versions up to "
                                + Schema.VERSION + "; use the newer Chameleon that wrote it");
            }
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
                @Nullable String verdict = rows.next() ? rows.getString(1) : null;
                if (!"ok".equals(verdict)) {
                    throw new StateException("it is damaged: " + verdict);
                }
            }
            return version;
        } catch (SQLException e) {
            throw new StateException("it cannot be read: " + IoWords.of(e), e);
        }
    }

    /**
     * Whether a key is the one that a copy's secrets are sealed with.
     *
     * @param copy the copy's file, which nobody uses
     * @param key the base64 of the key, as it is in a key file
     * @return whether it is; also if nothing was sealed yet
     * @throws StateException if the copy cannot be read, or that is no key
     */
    public static boolean isSealedWith(Path copy, Secret key) {
        SqliteLibrary.load(copy.resolveSibling("native"));
        AesGcmTokenCipher cipher = new AesGcmTokenCipher(StateKey.decode(key.reveal(), "The key"));
        try (Connection connection = connect(copy, true);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT sealed FROM key_check")) {
            if (!rows.next()) {
                return true;
            }
            var unused = cipher.open(rows.getBytes(1), StateDatabase.KEY_CHECK);
            return true;
        } catch (SQLException e) {
            throw new StateException("The key of the copy cannot be checked: " + IoWords.of(e), e);
        } catch (StateException e) {
            return false;
        }
    }

    /**
     * The key in the file of a directory.
     *
     * @param directory the state directory
     * @return the base64 of the key; empty if there is no such file
     * @throws StateException if it cannot be read
     */
    public static Optional<Secret> key(Path directory) {
        Path file = directory.resolve(StateDirectory.KEY_FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            var unused = StateKey.decode(text, "The key file " + file);
            return Optional.of(Secret.of(text.strip()));
        } catch (IOException e) {
            throw new StateException("The key file " + file + " cannot be read: " + IoWords.of(e), e);
        }
    }

    private static Connection connect(Path file, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        return JDBC.createConnection(JDBC.PREFIX + file.toUri(), config.toProperties());
    }
}
