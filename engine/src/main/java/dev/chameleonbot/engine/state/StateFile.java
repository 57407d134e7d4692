package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.io.OwnersFiles;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.engine.spi.TokenCipher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A state file, read from outside of an engine. Nothing in its directory is changed, even if the file is damaged, and
 * whether an engine runs with it or not. For one thread; failures are {@link StateException}s.
 *
 * <p>A reader of a file with a write-ahead log makes an index of that log next to it. While an engine runs, that is there.
 * A file that nobody has open is either complete without its log, and then read as one that nobody can change, or what a
 * killed process has left is copied and looked at elsewhere.
 */
public final class StateFile implements AutoCloseable {
    private static final int VERDICTS = 3;

    private final Path file;
    private final Connection connection;

    private StateFile(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Opens the state file of a directory.
     *
     * @param scratch a folder of the caller's own, for SQLite's library and, where needed, a copy
     * @return the file, to be closed; empty if there is none, or nothing is in it
     */
    public static Optional<StateFile> in(Path directory, Path scratch) {
        Path file = directory.resolve(StateDirectory.DATABASE);
        try {
            return DamagedFiles.isEmpty(file) ? Optional.empty() : Optional.of(open(file, scratch));
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static StateFile open(Path file, Path scratch) {
        try {
            SqliteLibrary.load(scratch.resolve("native"));
            return new StateFile(file, connect(file, scratch));
        } catch (SQLException | IOException e) {
            throw failed(file, e);
        }
    }

    private static Connection connect(Path file, Path scratch) throws SQLException, IOException {
        if (StateDirectory.isOpen(file.toAbsolutePath().resolveSibling(""))) {
            return StateDatabase.connect(file.toUri().toString(), true);
        }
        if (DamagedFiles.isEmpty(DamagedFiles.beside(file, "-wal"))
                && DamagedFiles.isEmpty(DamagedFiles.beside(file, "-journal"))) {
            return StateDatabase.connect(file.toUri() + "?immutable=1", true);
        }
        Path copy = scratch.resolve("left-" + file.getFileName());
        for (String suffix : List.of("", "-wal", "-journal")) {
            if (Files.exists(DamagedFiles.beside(file, suffix))) {
                Files.copy(DamagedFiles.beside(file, suffix), DamagedFiles.beside(copy, suffix));
            }
        }
        return StateDatabase.connect(copy.toUri().toString(), true);
    }

    /**
     * Copies the state file of a directory, also while an engine writes: the copy has all of what was written before some
     * moment, and nothing of what came after it.
     *
     * @param target the copy's file, which must not exist; only its owner can read it. Its folder is the caller's own
     * @return whether there was a state to copy
     */
    public static boolean copy(Path directory, Path target) {
        Optional<StateFile> found = in(directory, target.resolveSibling(""));
        found.ifPresent(open -> {
            try (open) {
                open.copyTo(target);
            }
        });
        return found.isPresent();
    }

    /**
     * Checks that a copy is whole, a state of Chameleon, and none that only a newer Chameleon knows.
     *
     * @param copy the copy's file, in a folder of the caller's own
     * @return the version of its schema
     * @throws StateException if it is not so
     */
    public static int check(Path copy) {
        try (StateFile open = open(copy, copy.resolveSibling(""))) {
            return open.check();
        }
    }

    /**
     * Whether a key is the one that a copy's secrets are sealed with.
     *
     * @param copy the copy's file, in a folder of the caller's own
     * @param key the base64 of the key, as it is in a key file
     * @throws StateException if the copy cannot be read, or that is no key
     */
    public static boolean isSealedWith(Path copy, Secret key) {
        TokenCipher cipher = StateKey.cipher(StateKey.decode(key.reveal(), "The key"));
        try (StateFile open = open(copy, copy.resolveSibling(""))) {
            return open.fits(cipher);
        }
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
            try (Sql check = new Sql(open, "PRAGMA integrity_check(" + VERDICTS + ")")) {
                List<String> verdicts = check.all(row -> row.getString(1));
                verdicts.remove("ok");
                return verdicts;
            }
        });
    }

    /** Whether it was sealed with a key. */
    public boolean fits(TokenCipher cipher) {
        Optional<byte[]> check = look(open -> Sql.first(open, "SELECT sealed FROM key_check", row -> row.getBytes(1)));
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
     * @return what is stored last, if anything is
     */
    public Optional<StoredTokens> tokens(String login, TokenCipher cipher) {
        return look(open -> new StateTables(open, Instant.MIN).account(login))
                .map(row -> SqliteStateStore.opened(cipher, login, row));
    }

    /**
     * What is remembered about an account, whether it has expired or not. The schema has to be of the known version.
     *
     * @return the values by key
     */
    public Map<String, MemoryValue> memory(String login, String page) {
        return look(open -> new StateTables(open, Instant.MIN).memory(login, page));
    }

    private int check() {
        if (!isOurs()) {
            throw new StateException("it is another program's SQLite file");
        }
        int version = version();
        if (version > Schema.VERSION) {
            throw new StateException("it is of schema version " + version + ", and this Chameleon knows versions up to "
                    + Schema.VERSION + "; use the newer Chameleon that wrote it");
        }
        List<String> damage = damage();
        if (!damage.isEmpty()) {
            throw new StateException("it is damaged: " + damage.getFirst());
        }
        return version;
    }

    /** By <a href="https://www.sqlite.org/lang_vacuum.html">VACUUM INTO</a>, which reads in one transaction. */
    private void copyTo(Path target) {
        if (!isOurs()) {
            throw new StateException("The file " + file + " is another program's SQLite file");
        }
        try {
            OwnersFiles.createFile(target); // SQLite takes an empty file for none.
            Sql.update(connection, "VACUUM INTO ?", target.toString());
        } catch (SQLException | IOException e) {
            throw failed(file, e);
        }
    }

    private <T> T look(Sql.Step<Connection, T> look) {
        try {
            return look.of(connection);
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }

    private static StateException failed(Path file, Exception cause) {
        return cause instanceof SQLException sql
                ? new StateException(
                        SqliteFailure.kindOf(sql), "The state in " + file + " cannot be read: " + sql.getMessage(), sql)
                : new StateException(
                        StateException.Kind.UNAVAILABLE,
                        "The state in " + file + " cannot be read: " + IoWords.of(cause),
                        cause);
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
