package dev.chameleonbot.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.spi.StateChange;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.plugin.api.ChannelId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("D8 copies of the state")
class StateFileTest {
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    Path temp;

    @Test
    void aCopyThatIsMadeWhileOthersWriteHasEachTransactionWholeOrNotAtAll() throws Exception {
        Path state = temp.resolve("state");
        try (StateDirectory directory = StateDirectory.open(state);
                SqliteStateStore store =
                        SqliteStateStore.open(directory, directory.cipher(Optional.empty()), CLOCK, trouble -> {})) {
            AtomicBoolean writing = new AtomicBoolean(true);
            save(store, 0);
            Thread writer = Thread.ofPlatform().start(() -> {
                for (int round = 1; writing.get(); round++) {
                    save(store, round);
                }
            });
            for (int copy = 0; copy < 10; copy++) {
                Path target = Files.createDirectory(temp.resolve("copy" + copy)).resolve("state.db");
                assertThat(StateFile.copy(state, target)).isTrue();
                assertThat(StateFile.check(target)).isEqualTo(StateFile.knownVersion());
            }
            writing.set(false);
            writer.join();
        }

        for (int copy = 0; copy < 10; copy++) {
            Map<String, ChannelId> channels = channels(temp.resolve("copy" + copy), state);
            assertThat(channels).hasSize(2);
            assertThat(channels.get("one")).isEqualTo(channels.get("other"));
        }
    }

    private static void save(SqliteStateStore store, int round) {
        ChannelId id = new ChannelId(String.valueOf(1000 + round));
        store.save(List.of(new StateChange.Channel("one", id), new StateChange.Channel("other", id)), Map.of());
    }

    /** A copy is used as a state, with the key of the first. */
    private static Map<String, ChannelId> channels(Path copy, Path original) throws Exception {
        Files.copy(original.resolve("key"), copy.resolve("key"));
        try (StateDirectory directory = StateDirectory.open(copy);
                SqliteStateStore store =
                        SqliteStateStore.open(directory, directory.cipher(Optional.empty()), CLOCK, trouble -> {})) {
            return store.channels(List.of("one", "other"));
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
    void aCopyIsForItsOwnerAlone() throws Exception {
        createState();
        Path target = temp.resolve("copy.db");

        assertThat(StateFile.copy(temp.resolve("state"), target)).isTrue();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-------");
        assertThat(temp.resolve("native")).doesNotExist();
    }

    @Test
    void thereIsNothingToCopyWhereThereIsNoState() {
        assertThat(StateFile.copy(temp, temp.resolve("copy.db"))).isFalse();
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void tellsTheRightKeyFromOthers() throws Exception {
        Secret key = createState();
        Path target = temp.resolve("copy.db");
        assertThat(StateFile.copy(temp.resolve("state"), target)).isTrue();

        assertThat(StateFile.isSealedWith(target, key)).isTrue();
        assertThat(StateFile.isSealedWith(target, Secret.of("A".repeat(43) + "=")))
                .isFalse();
        assertThatThrownBy(() -> StateFile.isSealedWith(target, Secret.of("short")))
                .isInstanceOf(StateException.class)
                .hasMessageNotContaining("short");
    }

    @Test
    void aCopyOfANewerStateIsRefusedWithAdvice() throws Exception {
        createState();
        Path target = temp.resolve("copy.db");
        assertThat(StateFile.copy(temp.resolve("state"), target)).isTrue();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + target);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA user_version = 99");
        }

        assertThatThrownBy(() -> StateFile.check(target))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("schema version 99")
                .hasMessageContaining("newer Chameleon");
    }

    @Test
    void whatIsNoStateIsRefused() throws Exception {
        Path damaged =
                Files.write(temp.resolve("copy.db"), "no database".repeat(500).getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> StateFile.check(damaged)).isInstanceOf(StateException.class);
    }

    private Secret createState() {
        try (StateDirectory directory = StateDirectory.open(temp.resolve("state"));
                SqliteStateStore store =
                        SqliteStateStore.open(directory, directory.cipher(Optional.empty()), CLOCK, trouble -> {})) {
            save(store, 0);
        }
        return StateDirectory.keyIn(temp.resolve("state")).orElseThrow();
    }
}
