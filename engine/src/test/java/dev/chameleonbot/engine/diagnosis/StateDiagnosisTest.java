package dev.chameleonbot.engine.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.StoredAccounts;
import dev.chameleonbot.engine.diagnosis.StateDiagnosis.Database;
import dev.chameleonbot.engine.diagnosis.StateDiagnosis.KeyState;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.plugin.api.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateDiagnosisTest {
    private static final Optional<String> NO_KEY = Optional.empty();
    private static final AccountConfig ALICE =
            AccountConfig.builder("alice").channels(List.of("streamer")).build();

    @TempDir
    private Path state;

    @TempDir
    private Path scratch;

    private static void keep(StoredAccounts accounts, String token) {
        accounts.keep(new AuthorizedAccount(
                new UserId("42"),
                "alice",
                Secret.of(token),
                Optional.of(Secret.of("refresh")),
                Instant.parse("2026-11-28T12:00:00Z"),
                Set.of()));
    }

    private StateDiagnosis look(Optional<String> key) {
        return StateDiagnosis.of(state, key, List.of("alice", "bob"), scratch);
    }

    /** All files of the directory with their bytes. */
    private static Map<String, String> files(Path directory) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                found.put(file.getFileName().toString(), Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
            }
        }
        return found;
    }

    @Test
    void createsNothingWhereNothingIs() throws IOException {
        StateDiagnosis found = look(NO_KEY);

        assertThat(found.key()).isEqualTo(new KeyState.Missing(state.resolve("key")));
        assertThat(found.database()).isEqualTo(new Database.Missing());
        assertThat(files(state)).isEmpty();
    }

    @Test
    void readsWhatAnEngineHasLeftAndChangesNothing() throws IOException {
        try (StoredAccounts accounts = StoredAccounts.open(state)) {
            keep(accounts, "access");
            accounts.disableAccount("bob");
        }
        Map<String, String> before = files(state);

        StateDiagnosis found = look(NO_KEY);

        assertThat(files(state)).isEqualTo(before);
        assertThat(found.key())
                .isEqualTo(new KeyState.Usable(state.resolve("key").toString(), false));
        assertThat(found.database()).isInstanceOfSatisfying(Database.Whole.class, whole -> {
            assertThat(whole.version()).isEqualTo(whole.knownVersion());
            assertThat(whole.fitsKey()).contains(true);
        });
        assertThat(found.tokens(ALICE).orElseThrow().access()).isEqualTo(Secret.of("access"));
        assertThat(found.accounts())
                .hasEntrySatisfying(
                        "bob", bob -> assertThat(bob.disabledSince()).isPresent());
        assertThat(found).asString().doesNotContain("access=access").doesNotContain("refresh=refresh");
    }

    @Test
    void takesTheTokensOfTheConfigurationWhereThoseThatAreStoredDoNotDescendFromThem() {
        try (StoredAccounts accounts = StoredAccounts.open(state)) {
            keep(accounts, "access");
        }
        ConfiguredTokens configured = new ConfiguredTokens(Secret.of("configured"), Optional.empty());
        AccountConfig alice = AccountConfig.builder("alice")
                .channels(List.of("streamer"))
                .tokens(configured)
                .build();

        assertThat(look(NO_KEY).tokens(alice)).contains(configured);
    }

    @Test
    void looksOnWhileAnEngineWritesAndKnowsWhoItIs() throws IOException {
        try (StoredAccounts accounts = StoredAccounts.open(state)) {
            keep(accounts, "first");
            Set<String> before = files(state).keySet();

            assertThat(look(NO_KEY).tokens(ALICE).orElseThrow().access()).isEqualTo(Secret.of("first"));
            assertThat(files(state).keySet()).isEqualTo(before);

            keep(accounts, "second");
            assertThat(look(NO_KEY).tokens(ALICE).orElseThrow().access()).isEqualTo(Secret.of("second"));
            assertThat(StateDirectory.holder(state))
                    .isEqualTo(OptionalLong.of(ProcessHandle.current().pid()));
        }
        assertThat(StateDirectory.holder(state)).isEmpty();
        assertThat(state.resolve("lock"))
                .hasContent(Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void readsWhatAKilledEngineHasLeftInItsLogAndLeavesItThere(@TempDir Path killed) throws IOException {
        try (StoredAccounts accounts = StoredAccounts.open(state)) {
            keep(accounts, "access");
            for (String name : List.of("state.db", "state.db-wal", "key")) {
                Files.copy(state.resolve(name), killed.resolve(name));
            }
        }
        assertThat(killed.resolve("state.db-wal")).isNotEmptyFile();
        Map<String, String> before = files(killed);

        StateDiagnosis found = StateDiagnosis.of(killed, NO_KEY, List.of("alice"), scratch);

        assertThat(found.tokens(ALICE).orElseThrow().access()).isEqualTo(Secret.of("access"));
        assertThat(files(killed)).isEqualTo(before);
    }

    @Test
    void tellsAKeyThatDoesNotFitAndOneThatIsNone() throws IOException {
        StoredAccounts.open(state).close();
        String other = Base64.getEncoder().encodeToString(new byte[32]);

        StateDiagnosis found = look(Optional.of(other));
        assertThat(found.key()).isEqualTo(new KeyState.Usable("CHAMELEON_KEY", false));
        assertThat(found.database())
                .isInstanceOfSatisfying(
                        Database.Whole.class,
                        whole -> assertThat(whole.fitsKey()).contains(false));

        assertThat(look(Optional.of("no key")).key())
                .isInstanceOfSatisfying(
                        KeyState.Unusable.class,
                        key -> assertThat(key.problem()).contains("CHAMELEON_KEY", "base64"));

        Files.delete(state.resolve("key"));
        assertThat(look(NO_KEY).key()).isInstanceOf(KeyState.Missing.class);
        assertThat(look(NO_KEY).database())
                .isInstanceOfSatisfying(
                        Database.Whole.class,
                        whole -> assertThat(whole.fitsKey()).isEmpty());
    }

    @Test
    void tellsAStateThatIsNewerThanThisProgram() throws Exception {
        StoredAccounts.open(state).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + state.resolve("state.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA user_version = 999");
        }

        assertThat(look(NO_KEY).database()).isInstanceOfSatisfying(Database.Whole.class, whole -> {
            assertThat(whole.version()).isEqualTo(999);
            assertThat(whole.knownVersion()).isLessThan(999);
        });
    }

    @Test
    void tellsADamagedFileAndOneOfAnotherProgram() throws Exception {
        StoredAccounts.open(state).close();
        Path file = state.resolve("state.db");
        byte[] whole = Files.readAllBytes(file);
        byte[] damaged = whole.clone();
        for (int i = 4096; i < damaged.length; i++) {
            damaged[i] = 0x55;
        }
        Files.write(file, damaged);
        assertThat(look(NO_KEY).database()).isInstanceOf(Database.Damaged.class);

        Files.writeString(file, "This is no database, and it is longer than a header of SQLite. ".repeat(20));
        assertThat(look(NO_KEY).database()).isInstanceOf(Database.Damaged.class);

        Files.delete(file);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE bookmark (url TEXT)");
        }
        assertThat(look(NO_KEY).database()).isEqualTo(new Database.Foreign());
    }
}
