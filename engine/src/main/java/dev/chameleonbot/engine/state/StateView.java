package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.engine.spi.TokenCipher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * A look into a state file that changes nothing in its directory, whatever is wrong with it, and whether an engine runs with
 * it or not. For one thread; failures are {@link StateException}s.
 *
 * <p>A reader of a file with a write-ahead log makes an index of that log beside it. While an engine runs, that is there. A
 * file that nobody has open is either complete without its log, and then read as one that nobody can change, or what a
 * killed process has left is copied and looked at elsewhere.
 */
public final class StateView implements AutoCloseable {
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;
    private static final int VERDICTS = 3;
    private static final List<String> BESIDE = List.of("", "-wal", "-journal");

    private final Path file;
    private final Connection connection;

    private StateView(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Opens the state file of a directory.
     *
     * @param directory the directory
     * @param scratch a folder of the caller's own, for SQLite's library and, where needed, a copy
     * @return the view, to be closed; empty if there is no such file, or nothing is in it
     */
    public static Optional<StateView> open(Path directory, Path scratch) {
        Path file = directory.resolve("state.db");
        try {
            if (!Files.exists(file) || Files.size(file) == 0) {
                return Optional.empty();
            }
            SqliteLibrary.load(scratch.resolve("native"));
            return Optional.of(new StateView(file, connect(file, directory, scratch)));
        } catch (SQLException e) {
            throw failed(file, e);
        } catch (IOException e) {
            throw new StateException(
                    StateException.Kind.UNAVAILABLE, "The state in " + file + " cannot be read: " + IoWords.of(e), e);
        }
    }

    private static Connection connect(Path file, Path directory, Path scratch) throws SQLException, IOException {
        if (StateDirectory.isOpen(directory)) {
            return connect(file.toUri().toString());
        }
        if (isEmpty(file, "-wal") && isEmpty(file, "-journal")) {
            return connect(file.toUri() + "?immutable=1");
        }
        Path copy = scratch.resolve(String.valueOf(file.getFileName()));
        for (String suffix : BESIDE) {
            if (!isEmpty(file, suffix)) {
                Files.copy(beside(file, suffix), beside(copy, suffix));
            }
        }
        return connect(copy.toUri().toString());
    }

    private static Connection connect(String uri) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        return JDBC.createConnection(JDBC.PREFIX + uri, config.toProperties());
    }

    private static boolean isEmpty(Path file, String suffix) throws IOException {
        Path one = beside(file, suffix);
        return !Files.exists(one) || Files.size(one) == 0;
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** The version of the schema that this program reads and writes. */
    public static int knownVersion() {
        return Schema.VERSION;
    }

    /** Whether it is a state file, and not one of another program. */
    public boolean isOurs() {
        return look(Schema::isOurs);
    }

    /** The version of its schema. */
    public int version() {
        return look(Schema::versionOf);
    }

    /** What SQLite finds damaged in it; empty if it is whole. */
    public List<String> damage() {
        return look(open -> {
            List<String> verdicts = new ArrayList<>();
            try (Statement statement = open.createStatement();
                    ResultSet rows = statement.executeQuery("PRAGMA integrity_check(" + VERDICTS + ")")) {
                while (rows.next()) {
                    verdicts.add(rows.getString(1));
                }
            }
            verdicts.remove("ok");
            return verdicts;
        });
    }

    /**
     * Whether it was sealed with a key.
     *
     * @param cipher the key's
     */
    public boolean fits(TokenCipher cipher) {
        Optional<byte[]> check = look(open -> {
            try (Statement statement = open.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT sealed FROM key_check")) {
                return rows.next() ? Optional.ofNullable(rows.getBytes(1)) : Optional.empty();
            }
        });
        try {
            return check.map(bytes -> cipher.open(bytes, StateDatabase.KEY_CHECK))
                    .isPresent();
        } catch (StateException e) {
            return false;
        }
    }

    /**
     * The tokens of an account. The schema has to be of the known version.
     *
     * @param login the account
     * @param cipher opens them
     * @return what is stored last, if anything is
     */
    public Optional<StoredTokens> tokens(String login, TokenCipher cipher) {
        return look(open -> new StateTables(open, Instant.MIN).account(login))
                .map(row -> SqliteStateStore.opened(cipher, login, row));
    }

    /**
     * What is remembered about an account, whether it has expired or not. The schema has to be of the known version.
     *
     * @param login the account
     * @param page whose memory
     * @return the values by key
     */
    public Map<String, MemoryValue> memory(String login, String page) {
        return look(open -> new StateTables(open, Instant.MIN).memory(login, page));
    }

    /** Something that is read. */
    @FunctionalInterface
    private interface Look<T> {
        T at(Connection open) throws SQLException;
    }

    private <T> T look(Look<T> look) {
        try {
            return look.at(connection);
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }

    private static StateException failed(Path file, SQLException cause) {
        return new StateException(
                SqliteFailure.kindOf(cause), "The state in " + file + " cannot be read: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }
}
