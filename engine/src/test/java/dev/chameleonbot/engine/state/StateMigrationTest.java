package dev.chameleonbot.engine.state;

import static dev.chameleonbot.engine.spi.StateStoreContract.NOW;
import static dev.chameleonbot.engine.spi.StateStoreContract.save;
import static dev.chameleonbot.engine.spi.StateStoreContract.seen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.plugin.api.ChannelId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.JDBC;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;

/** Files of every earlier schema, kept as SQL in {@code state/version-N.sql}, become files of the newest with their data. */
class StateMigrationTest {
    private static final AesGcmTokenCipher CIPHER =
            new AesGcmTokenCipher("the key of the kept state files!".getBytes(StandardCharsets.US_ASCII));

    @TempDir
    Path temp;

    static IntStream earlierVersions() {
        return IntStream.range(1, Schema.VERSION);
    }

    @ParameterizedTest
    @MethodSource("earlierVersions")
    void keepsTheDataOfEveryEarlierVersion(int version) throws Exception {
        build(version, temp.resolve("state.db"));

        assertDataIsKept(temp);
        assertThat(versionOf(temp.resolve("state.db"))).isEqualTo(Schema.VERSION);
    }

    @ParameterizedTest
    @MethodSource("earlierVersions")
    void aMigrationThatIsKilledLeavesTheOldVersionOrTheNewOne(int version) throws Exception {
        assertOldOrNew(version, 25, 2_060);
    }

    @Tag("full")
    @ParameterizedTest
    @MethodSource("earlierVersions")
    void aMigrationThatIsKilledAtAnyStepLeavesTheOldVersionOrTheNewOne(int version) throws Exception {
        assertOldOrNew(version, 5, 1_030);
    }

    /** Looks at what is left every so many instructions of SQLite's machine, and of every so many bytes of its log. */
    private void assertOldOrNew(int version, int instructions, int bytes) throws Exception {
        Path file = temp.resolve("state.db");
        build(version, file);
        List<Path> killed = new ArrayList<>();
        try (Connection connection = connect(file)) {
            assertThat(Sql.first(connection, "PRAGMA journal_mode = WAL", row -> row.getString(1)))
                    .contains("wal");
            ProgressHandler.setHandler(connection, instructions, new ProgressHandler() {
                @Override
                protected int progress() {
                    killed.add(copy(file, "killed-" + killed.size()));
                    return 0;
                }
            });
            Sql.inTransaction(connection, open -> {
                Schema.migrate(open, version);
                return true;
            });
            ProgressHandler.clearHandler(connection);
            killed.addAll(cutShort(copy(file, "whole"), bytes));
        }

        Set<Integer> versions = new HashSet<>();
        for (Path directory : killed) {
            versions.add(versionOf(directory.resolve("state.db")));
            assertDataIsKept(directory);
        }
        assertThat(killed).hasSizeGreaterThan(5);
        assertThat(versions).containsExactlyInAnyOrder(version, Schema.VERSION);
    }

    /** What a kill leaves while the transaction is on its way into the write-ahead log: any beginning of it. */
    private List<Path> cutShort(Path whole, int bytes) throws IOException {
        byte[] log = Files.readAllBytes(whole.resolve("state.db-wal"));
        List<Path> killed = new ArrayList<>();
        for (int length = 0; length <= log.length; length += bytes) {
            Path directory = Files.createDirectory(temp.resolve("cut-" + length));
            Files.copy(whole.resolve("state.db"), directory.resolve("state.db"));
            Files.write(directory.resolve("state.db-wal"), Arrays.copyOf(log, length));
            killed.add(directory);
        }
        killed.add(whole);
        return killed;
    }

    private Path copy(Path file, String name) {
        try {
            Path directory = Files.createDirectory(temp.resolve(name));
            for (String suffix : List.of("", "-wal")) {
                Path part = file.resolveSibling(file.getFileName() + suffix);
                if (Files.exists(part)) {
                    Files.copy(part, directory.resolve(part.getFileName()));
                }
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void build(int version, Path file) throws IOException, SQLException {
        String dump = "/state/version-" + version + ".sql";
        try (InputStream sql = Objects.requireNonNull(StateMigrationTest.class.getResourceAsStream(dump), dump);
                Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(versionOf(file)).isEqualTo(version);
    }

    private static void assertDataIsKept(Path path) {
        List<EngineEvent> trouble = new CopyOnWriteArrayList<>();
        try (StateDirectory directory = StateDirectory.open(path);
                SqliteStateStore store = SqliteStateStore.open(directory, CIPHER, () -> NOW, trouble::add)) {
            assertThat(trouble).isEmpty();
            assertThat(store.tokens("alice"))
                    .contains(new StoredTokens(
                            Secret.of("alice-access"),
                            Optional.of(Secret.of("alice-refresh")),
                            NOW.plus(Duration.ofHours(4)),
                            "fingerprint"));
            assertThat(store.tokens("bob").orElseThrow().refresh()).isEmpty();
            assertThat(store.channels(List.of("room", "hall")))
                    .isEqualTo(Map.of("room", new ChannelId("42"), "hall", new ChannelId("43")));
            assertThat(store.memory("alice", "color"))
                    .isEqualTo(Map.of(
                            "last",
                            new MemoryValue("blue", null),
                            "hex",
                            new MemoryValue("no", NOW.plus(Duration.ofDays(1)))));
            assertThat(store.memory("bob", "color")).isEqualTo(Map.of("last", new MemoryValue("it's red", null)));
            save(store, seen("alice", "new", NOW));
            assertThat(store.seenMessages("alice", Instant.EPOCH)).contains(seen("alice", "new", NOW));
        }
    }

    private static int versionOf(Path file) throws SQLException {
        // Reading only, it leaves a killed process' log to the store.
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try (Connection connection = JDBC.createConnection(JDBC.PREFIX + file, config.toProperties())) {
            return Schema.versionOf(connection);
        }
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    @Test
    void keepsWhatWasSeen() throws Exception {
        build(2, temp.resolve("state.db"));

        try (StateDirectory directory = StateDirectory.open(temp);
                SqliteStateStore store = SqliteStateStore.open(directory, CIPHER, () -> NOW, trouble -> {})) {
            assertThat(store.seenMessages("alice", Instant.EPOCH))
                    .containsExactlyInAnyOrder(
                            seen("alice", "one", NOW),
                            seen("alice", "say \"two\"", NOW),
                            seen("alice", "three", NOW.minusSeconds(1)));
            assertThat(store.seenMessages("bob", Instant.EPOCH)).containsExactly(seen("bob", "one", NOW));
        }
    }

    @Test
    void aFileOfTheNewestVersionIsLeftAtIt() throws Exception {
        build(1, temp.resolve("state.db"));
        assertDataIsKept(temp);
        assertDataIsKept(temp);

        assertThat(versionOf(temp.resolve("state.db"))).isEqualTo(Schema.VERSION);
    }
}
