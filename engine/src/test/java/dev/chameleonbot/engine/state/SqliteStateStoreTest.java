package dev.chameleonbot.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.spi.StateChange;
import dev.chameleonbot.engine.spi.StateChange.MemoryChange;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.engine.spi.StateStoreContract;
import dev.chameleonbot.engine.spi.TokenCipher;
import dev.chameleonbot.plugin.api.ChannelId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStateStoreTest extends StateStoreContract {
    @TempDir
    Path temp;

    private final SettableClock clock = new SettableClock(NOW);
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

    @Override
    protected StateStore store() {
        return store;
    }

    private void open(Optional<String> key) {
        directory = StateDirectory.open(temp.resolve("state"));
        boolean opened = false;
        try {
            TokenCipher cipher = directory.cipher(key);
            store = SqliteStateStore.open(directory, cipher, clock, trouble -> {});
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

    private void reopen() {
        close();
        open(Optional.empty());
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

    private int count(String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            return rows.getInt(1);
        }
    }

    @Test
    void keepsEverythingOverAReopen() {
        save(store, new StateChange.Tokens("alice", tokens("access", "refresh")));
        save(store, new StateChange.Channel("room", new ChannelId("42")));
        save(store, change("a", "1"));

        reopen();

        assertThat(store.tokens("alice")).contains(tokens("access", "refresh"));
        assertThat(store.channels(List.of("room"))).isEqualTo(Map.of("room", new ChannelId("42")));
        assertThat(store.memory("alice", "color")).isEqualTo(Map.of("a", new MemoryValue("1", null)));
    }

    @Test
    void hidesTokensInEveryFile() throws IOException {
        save(store, new StateChange.Tokens("alice", tokens("oldaccesstoken", "oldrefreshtoken")));
        save(store, new StateChange.Tokens("alice", tokens("newaccesstoken", "newrefreshtoken")));
        assertNoFileHolds("accesstoken", "refreshtoken");

        reopen();
        assertNoFileHolds("accesstoken", "refreshtoken");
    }

    private void assertNoFileHolds(String... secrets) throws IOException {
        try (Stream<Path> files = Files.list(directory.path())) {
            assertThat(files.filter(file -> !file.endsWith("lock")).toList())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain(secrets));
        }
    }

    @Test
    void refusesASealedTokenThatWasMovedToAnotherAccount() throws SQLException {
        save(store, new StateChange.Tokens("alice", tokens("access", "refresh")));
        save(store, new StateChange.Tokens("mallory", tokens("other", "other")));
        close();
        sql("UPDATE account SET access = (SELECT access FROM account WHERE login = 'alice') WHERE login = 'mallory'");
        open(Optional.empty());

        assertThatThrownBy(() -> store.tokens("mallory"))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("mallory/access");
        assertThat(store.tokens("alice")).isPresent();
    }

    @Test
    void losesNoneOfAThousandConcurrentSaves() throws Exception {
        List<Future<?>> saves = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                String number = Integer.toString(i);
                saves.add(callers.submit(() ->
                        save(store, new StateChange.Tokens("account" + number, tokens("a" + number, "r" + number)))));
            }
        }
        for (Future<?> save : saves) {
            save.get();
        }

        reopen();

        for (int i = 0; i < 1_000; i++) {
            assertThat(store.tokens("account" + i)).contains(tokens("a" + i, "r" + i));
        }
    }

    @Test
    void tellsNoSecretWhenAWriteFails() {
        StoredTokens tokens =
                new StoredTokens(Secret.of("very-secret"), Optional.of(Secret.of("most-secret")), NOW, "f");

        assertThatThrownBy(() -> save(store, new StateChange.Tokens("", tokens)))
                .isInstanceOf(StateException.class)
                .hasMessageContaining(database().toString())
                .hasStackTraceContaining("CHECK")
                .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("very-secret", "most-secret"));
    }

    @Test
    void storesWhatAnInterruptedCallerAskedForAndKeepsItsInterruptFlag() {
        Thread.currentThread().interrupt();
        assertThatCode(() -> save(store, new StateChange.Tokens("alice", tokens("access", "refresh"))))
                .doesNotThrowAnyException();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(store.tokens("alice")).isPresent();
    }

    @Test
    void purgesWhatHasExpiredWithTheFirstWriteAndEveryTenMinutes() throws SQLException {
        save(store, new MemoryChange("a", "p", "first", new MemoryValue("1", NOW.plusSeconds(10))));
        clock.advance(Duration.ofSeconds(10));
        reopen();
        save(store);
        assertThat(count("memory")).isZero();

        save(
                store,
                new MemoryChange(
                        "a", "p", "second", new MemoryValue("1", clock.instant().plusSeconds(10))));
        save(store, seen("a", "one", clock.instant().minusSeconds(1)));
        save(store, seen("a", "two", clock.instant()));
        clock.advance(Duration.ofMinutes(9));
        save(store);
        assertThat(count("memory")).isEqualTo(1);
        assertThat(count("seen")).isEqualTo(2);

        clock.advance(Duration.ofMinutes(1));
        save(store);
        assertThat(count("memory")).isZero();
        assertThat(count("seen")).isEqualTo(1);
    }

    @Test
    void remembersEpochsOverAReopenAndKeepsNoneForASingleMachine() throws SQLException {
        save(store, new StateChange.Tokens("alice", tokens("a", "r")));
        assertThat(count("owner")).isZero();
        assertThat(store.save(List.of(new StateChange.Tokens("alice", tokens("b", "r"))), Map.of("alice", 3L)))
                .isEmpty();

        reopen();

        assertThat(store.save(List.of(new StateChange.Tokens("alice", tokens("c", "r"))), Map.of()))
                .containsExactly("alice");
        assertThat(store.tokens("alice")).contains(tokens("b", "r"));
    }

    @Test
    void keepsDescriptorsAndThreadsLevelOverManyCyclesFailingOnesIncluded() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        assumeThat(descriptors).isDirectory();
        cycle(3);
        long before = count(descriptors);
        long threads = stateThreads();

        cycle(40);

        assertThat(count(descriptors)).isLessThanOrEqualTo(before + 2);
        // Those of closed stores come to their end by themselves.
        await().untilAsserted(() -> assertThat(stateThreads()).isLessThanOrEqualTo(threads));
    }

    private void cycle(int times) {
        for (int i = 0; i < times; i++) {
            String login = "account" + i;
            assertThatThrownBy(() -> open(Optional.empty())).isInstanceOf(StateException.class);
            assertThatThrownBy(() -> save(store, new StateChange.Tokens("", tokens("a", "r"))))
                    .isInstanceOf(StateException.class);
            save(store, new StateChange.Tokens(login, tokens("a", "r")));
            reopen();
        }
    }

    @Test
    void keepsDescriptorsLevelOverTenThousandWritesFailingOnesIncluded() throws Exception {
        Path descriptors = Path.of("/proc/self/fd");
        assumeThat(descriptors).isDirectory();
        writeAThousandTimes();
        long before = count(descriptors);

        for (int i = 0; i < 10; i++) {
            writeAThousandTimes();
        }

        assertThat(count(descriptors)).isLessThanOrEqualTo(before + 2);
    }

    private void writeAThousandTimes() throws Exception {
        List<Future<?>> good = new ArrayList<>();
        List<Future<?>> bad = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 900; i++) {
                String login = "account" + i;
                good.add(callers.submit(() -> save(store, new StateChange.Tokens(login, tokens("a", "r")))));
                if (i % 9 == 0) {
                    bad.add(callers.submit(() -> save(store, new StateChange.Tokens("", tokens("a", "r")))));
                }
            }
        }
        assertThat(good).allSatisfy(write -> assertThat(write.state()).isEqualTo(Future.State.SUCCESS));
        assertThat(bad).allSatisfy(write -> assertThat(write.state()).isEqualTo(Future.State.FAILED));
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    private static long stateThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("chameleon-state"))
                .count();
    }
}
