package dev.chameleonbot.engine.state;

import static dev.chameleonbot.engine.spi.StateStoreContract.save;
import static dev.chameleonbot.engine.spi.StateStoreContract.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.spi.StateChange;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStoreContract;
import dev.chameleonbot.engine.spi.TokenCipher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is checked before a state file is used: what is refused stays as it was, what is damaged is set aside. */
class StateDatabaseTest {
    private static final Optional<String> ANOTHER_KEY = Optional.of(
            Base64.getEncoder().encodeToString("another key of thirty-two bytes!".getBytes(StandardCharsets.US_ASCII)));

    private static final String DATED = "state.db.damaged-20260301T120000Z";

    @TempDir
    Path temp;

    private final List<EngineEvent> trouble = new CopyOnWriteArrayList<>();

    private final SettableClock clock = new SettableClock(StateStoreContract.NOW);
    private StateDirectory directory;
    private SqliteStateStore store;

    @BeforeEach
    void openFirst() {
        open(Optional.empty());
    }

    @AfterEach
    void closeLast() {
        close();
    }

    private void open(Optional<String> key) {
        directory = StateDirectory.open(temp.resolve("state"));
        boolean opened = false;
        try {
            TokenCipher cipher = directory.cipher(key);
            store = SqliteStateStore.open(directory, cipher, clock, trouble::add);
            opened = true;
        } finally {
            if (!opened) {
                directory.close();
            }
        }
    }

    private void close() {
        store.close();
        directory.close();
    }

    private Path database() {
        return directory.path().resolve("state.db");
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }

    @Test
    void refusesAKeyThatDoesNotFitAndLeavesTheFileAsItIs() throws IOException {
        save(store, new StateChange.Tokens("alice", tokens("access", "refresh")));
        close();
        byte[] before = Files.readAllBytes(database());

        assertThatThrownBy(() -> open(ANOTHER_KEY))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("The key does not fit the state in " + directory.path())
                .hasMessageNotContaining(ANOTHER_KEY.orElseThrow());

        assertThat(Files.readAllBytes(database())).isEqualTo(before);
        open(Optional.empty());
        assertThat(store.tokens("alice")).contains(tokens("access", "refresh"));
    }

    @Test
    void touchesNothingThatAKilledProcessLeftWhenTheKeyDoesNotFit() throws IOException {
        save(store, new StateChange.Tokens("alice", tokens("access", "refresh")));
        Path killed = Files.createDirectory(temp.resolve("killed"));
        Path log = killed.resolve("state.db-wal");
        Files.copy(database(), killed.resolve("state.db"));
        Files.copy(directory.path().resolve("state.db-wal"), log);
        Files.copy(directory.path().resolve("key"), killed.resolve("key"));
        byte[] database = Files.readAllBytes(killed.resolve("state.db"));
        byte[] unwritten = Files.readAllBytes(log);
        assertThat(unwritten).isNotEmpty();

        try (StateDirectory other = StateDirectory.open(killed)) {
            TokenCipher wrong = other.cipher(ANOTHER_KEY);
            assertThatThrownBy(() -> SqliteStateStore.open(other, wrong, clock, trouble -> {}))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("The key does not fit");
            assertThat(Files.readAllBytes(killed.resolve("state.db"))).isEqualTo(database);
            assertThat(Files.readAllBytes(log)).isEqualTo(unwritten);

            TokenCipher right = other.cipher(Optional.empty());
            try (SqliteStateStore recovered = SqliteStateStore.open(other, right, clock, trouble -> {})) {
                assertThat(recovered.tokens("alice")).contains(tokens("access", "refresh"));
            }
        }
    }

    @Test
    void makesNoNewKeyForADatabaseWhoseKeyIsMissing() throws IOException {
        close();
        Path key = directory.path().resolve("key");
        Path kept = Files.move(key, temp.resolve("kept"));

        assertThatThrownBy(() -> open(Optional.empty()))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("The key does not fit the state in " + directory.path());

        assertThat(key).doesNotExist();
        open(Optional.of(Files.readString(kept)));
    }

    @Test
    void refusesANewerSchemaAndLeavesTheFileAsItIs() throws IOException, SQLException {
        close();
        sql("PRAGMA user_version = 99");
        byte[] before = Files.readAllBytes(database());

        assertThatThrownBy(() -> open(Optional.empty()))
                .isInstanceOf(StateException.class)
                .hasMessageContainingAll("99", "up to " + Schema.VERSION);

        assertThat(Files.readAllBytes(database())).isEqualTo(before);
        sql("PRAGMA user_version = " + Schema.VERSION);
        open(Optional.empty());
    }

    @Test
    void refusesAnotherProgramsFileAndLeavesItAsItIs() throws IOException, SQLException {
        close();
        Files.delete(database());
        sql("CREATE TABLE theirs (x)");
        byte[] before = Files.readAllBytes(database());

        assertThatThrownBy(() -> open(Optional.empty()))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("another program's");

        assertThat(Files.readAllBytes(database())).isEqualTo(before);
    }

    @Test
    void setsAFileThatIsNoDatabaseAsideUnderADatedName() throws IOException {
        close();
        byte[] rubbish = "not a database. ".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
        Files.write(database(), rubbish);

        open(Optional.empty());

        assertThat(Files.readAllBytes(directory.path().resolve(DATED))).isEqualTo(rubbish);
        assertThat(trouble)
                .singleElement()
                .asString()
                .startsWith("StateTrouble")
                .contains(database().toString(), DATED, "damaged", "tokens of the configuration");
        save(store, new StateChange.Tokens("alice", tokens("access", "refresh")));
        assertThat(store.tokens("alice")).isPresent();
    }

    @Test
    void setsAFileWithADamagedPageAsideWithItsTokens() throws IOException {
        byte[] bytes = damagePages();

        open(Optional.empty());

        assertThat(Files.readAllBytes(directory.path().resolve(DATED))).isEqualTo(bytes);
        assertThat(trouble).hasSize(1);
        assertThat(store.tokens("account0")).isEmpty();
    }

    @Test
    void overwritesNothingThatWasSetAsideBefore() throws IOException {
        byte[] first = damagePages();
        open(Optional.empty());
        close();
        Files.writeString(
                database(),
                "rubbish again, longer than a header of SQLite's, which has a hundred bytes, as all"
                        + " of its files begin with one");
        open(Optional.empty());

        assertThat(Files.readAllBytes(directory.path().resolve(DATED))).isEqualTo(first);
        assertThat(directory.path().resolve(DATED + "-2")).content().startsWith("rubbish again");
    }

    @Test
    void movesTheWriteAheadLogAlongSoThatTheTwoCanStillBeOpenedTogether() throws IOException, SQLException {
        Path log = directory.path().resolve("state.db-wal");
        store.onConnection(connection -> Schema.versionOf(connection));
        sql("DELETE FROM key_check");
        byte[] database = Files.readAllBytes(database());
        byte[] unwritten = Files.readAllBytes(log);
        assertThat(unwritten).isNotEmpty();
        close();
        Files.write(database(), database);
        Files.write(log, unwritten);

        open(Optional.empty());

        assertThat(Files.readAllBytes(directory.path().resolve(DATED))).isEqualTo(database);
        assertThat(Files.readAllBytes(directory.path().resolve(DATED + "-wal"))).isEqualTo(unwritten);
        assertThat(trouble).singleElement().asString().contains("key check");
    }

    @Test
    void finishesASettingAsideThatWasKilledBeforeTheLogHadFollowed() throws IOException {
        Path log = directory.path().resolve("state.db-wal");
        save(store, new StateChange.Tokens("alice", tokens("access", "refresh")));
        byte[] unwritten = Files.readAllBytes(log);
        close();
        Files.delete(database());
        Files.write(log, unwritten);

        open(Optional.empty());

        assertThat(Files.readAllBytes(directory.path().resolve(DATED + "-wal"))).isEqualTo(unwritten);
        assertThat(store.tokens("alice")).isEmpty();
        assertThat(trouble).hasSize(1);
    }

    private byte[] damagePages() throws IOException {
        for (int i = 0; i < 50; i++) {
            save(store, new StateChange.Tokens("account" + i, tokens("access" + i, "refresh" + i)));
        }
        close();
        byte[] bytes = Files.readAllBytes(database());
        for (int i = 4_096; i < bytes.length; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
        Files.write(database(), bytes);
        return bytes;
    }
}
