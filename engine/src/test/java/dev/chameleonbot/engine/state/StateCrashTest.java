package dev.chameleonbot.engine.state;

import static dev.chameleonbot.engine.spi.StateStoreContract.NOW;
import static dev.chameleonbot.engine.spi.StateStoreContract.change;
import static dev.chameleonbot.engine.spi.StateStoreContract.save;
import static dev.chameleonbot.engine.spi.StateStoreContract.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.spi.StateChange;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.ProgressHandler;

/** What a killed process leaves at every step of a write, taken by copying the files at that step, and opened again. */
@DisplayName("B11 and C13 killed at every step")
class StateCrashTest {
    private static final int VALUES = 40;

    @TempDir
    Path temp;

    private StateDirectory directory;
    private AesGcmTokenCipher cipher;
    private SqliteStateStore store;

    @BeforeEach
    void open() {
        directory = StateDirectory.open(temp.resolve("state"));
        cipher = new AesGcmTokenCipher(new byte[AesGcmTokenCipher.KEY_BYTES]);
        store = SqliteStateStore.open(directory, cipher, () -> NOW, trouble -> {});
    }

    @AfterEach
    void close() {
        store.close();
        directory.close();
    }

    private static List<StateChange> generation(String name) {
        List<StateChange> batch = new ArrayList<>();
        for (int i = 0; i < VALUES; i++) {
            batch.add(change("key" + i, name));
        }
        batch.add(new StateChange.Tokens("alice", tokens("access-" + name, "refresh-" + name)));
        return batch;
    }

    @Test
    void aKillDuringARotationAndABatchLeavesAllOfTheOldOrAllOfTheNew() throws IOException {
        assertAllOrNothing(50, 10_010);
    }

    @Tag("full")
    @Test
    void aKillAtAnyStepOfARotationAndABatchLeavesAllOfTheOldOrAllOfTheNew() throws IOException {
        assertAllOrNothing(5, 1_001);
    }

    /** Looks at what is left every so many instructions of SQLite's machine, and of every so many bytes of its log. */
    private void assertAllOrNothing(int instructions, int bytes) throws IOException {
        save(store, generation("old"));
        List<Path> killed = new ArrayList<>();
        store.onConnection(connection -> {
            ProgressHandler.setHandler(connection, instructions, new ProgressHandler() {
                @Override
                protected int progress() {
                    killed.add(copy("killed-" + killed.size(), Integer.MAX_VALUE));
                    return 0;
                }
            });
            return true;
        });
        save(store, generation("new"));
        store.onConnection(connection -> {
            ProgressHandler.clearHandler(connection);
            return true;
        });
        int whole = (int) Files.size(directory.path().resolve("state.db-wal"));
        for (int length = 0; length <= whole; length += bytes) {
            killed.add(copy("cut-" + length, length));
        }

        Set<String> generations = new HashSet<>();
        for (Path left : killed) {
            generations.add(generationIn(left));
        }
        assertThat(killed).hasSizeGreaterThan(10);
        assertThat(generations).contains("old", "nothing").isSubsetOf("old", "new", "nothing");
        assertThat(generationIn(copy("whole", whole))).isEqualTo("new");
    }

    @Test
    void aKillInTheMiddleOfTheCreationOfTheFileDoesNotStandInTheWayOfTheNextStart() throws Exception {
        Path killed = Files.createDirectory(temp.resolve("killed"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + killed.resolve("state.db"))) {
            assertThat(Sql.first(connection, "PRAGMA journal_mode = WAL", row -> row.getString(1)))
                    .contains("wal");
        }
        assertThat(killed.resolve("state.db")).hasSize(4_096);
        // https://sqlite.org/fileformat2.html#the_rollback_journal: no record yet, the file had no page before.
        byte[] journal = ByteBuffer.allocate(512)
                .putLong(0xd9d505f920a163d7L)
                .putInt(0)
                .putInt(7)
                .putInt(0)
                .putInt(512)
                .putInt(4_096)
                .array();
        Files.write(killed.resolve("state.db-journal"), journal);

        assertThat(generationIn(killed)).isEqualTo("nothing");
    }

    private Path copy(String name, int logLength) {
        try {
            Path copy = Files.createDirectory(temp.resolve(name));
            Files.copy(directory.path().resolve("state.db"), copy.resolve("state.db"));
            byte[] log = Files.readAllBytes(directory.path().resolve("state.db-wal"));
            Files.write(copy.resolve("state.db-wal"), Arrays.copyOf(log, Math.min(log.length, logLength)));
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one generation of all that is there, or "nothing". */
    private String generationIn(Path left) {
        List<EngineEvent> trouble = new CopyOnWriteArrayList<>();
        try (StateDirectory copied = StateDirectory.open(left);
                SqliteStateStore recovered = SqliteStateStore.open(copied, cipher, () -> NOW, trouble::add)) {
            assertThat(trouble).isEmpty();
            Map<String, MemoryValue> memory = recovered.memory("alice", "color");
            Optional<StoredTokens> tokens = recovered.tokens("alice");
            if (tokens.isEmpty()) {
                assertThat(memory).isEmpty();
                return "nothing";
            }
            String generation = tokens.get().access().reveal().substring("access-".length());
            assertThat(tokens).contains(tokens("access-" + generation, "refresh-" + generation));
            assertThat(memory).hasSize(VALUES);
            assertThat(memory.values()).containsOnly(new MemoryValue(generation, null));
            return generation;
        }
    }
}
