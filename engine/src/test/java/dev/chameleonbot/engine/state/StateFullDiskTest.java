package dev.chameleonbot.engine.state;

import static dev.chameleonbot.engine.spi.StateStoreContract.save;
import static dev.chameleonbot.engine.spi.StateStoreContract.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.spi.StateChange;
import dev.chameleonbot.engine.spi.StateChange.MemoryChange;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateException.Kind;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.plugin.api.ChannelId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A SQLite file that really finds no room: it may not grow any more, so SQLite reports a full disk. */
@DisplayName("B2 and C13 on a full disk")
class StateFullDiskTest {
    private static final int ACCOUNTS = 200;

    @TempDir
    Path temp;

    private final ManualTimers timers = new ManualTimers();
    private final List<EngineEvent> trouble = new CopyOnWriteArrayList<>();
    private StateDirectory directory;
    private SqliteStateStore disk;
    private StateCache state;

    @BeforeEach
    void open() {
        directory = StateDirectory.open(temp);
        disk = SqliteStateStore.open(directory, directory.cipher(Optional.empty()), timers, trouble::add);
        state = new StateCache(disk, timers, Runnable::run, trouble::add);
    }

    @AfterEach
    void close() {
        state.close();
        disk.close();
    }

    private void mayGrow(boolean mayGrow) {
        disk.onConnection(connection -> run(connection, "PRAGMA max_page_count = " + (mayGrow ? 1_000_000 : 1)));
    }

    private static boolean run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    private void rotateAll(String generation) {
        for (int i = 0; i < ACCOUNTS; i++) {
            state.save("account" + i, tokens("access-" + generation, "refresh-" + generation));
        }
    }

    private void assertAllHave(String generation) {
        for (int i = 0; i < ACCOUNTS; i++) {
            assertThat(state.tokens("account" + i)).contains(tokens("access-" + generation, "refresh-" + generation));
        }
    }

    private void reopen() {
        close();
        open();
    }

    @Test
    void theStoreItselfSaysThatTheDiskIsFullAndKeepsWhatItHad() {
        state.save("alice", tokens("old", "old"));
        mayGrow(false);
        List<MemoryChange> large = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            large.add(new MemoryChange("alice", "color", "key" + i, new MemoryValue("x".repeat(1_000), null)));
        }

        assertThatThrownBy(() -> disk.save(large, Map.of()))
                .asInstanceOf(InstanceOfAssertFactories.throwable(StateException.class))
                .hasMessageContaining("FULL")
                .extracting(StateException::kind)
                .isEqualTo(Kind.UNAVAILABLE);
        assertThat(disk.memory("alice", "color")).isEmpty();
        assertThat(disk.tokens("alice")).contains(tokens("old", "old"));
    }

    @Test
    void everyRotationIsUsableWhileTheDiskIsFullAndStoredWhenItIsNoLonger() {
        mayGrow(false);
        rotateAll("one");
        assertAllHave("one");
        rotateAll("two");
        timers.advance(Duration.ofMinutes(5));
        assertAllHave("two");
        assertThat(trouble)
                .singleElement()
                .asString()
                .startsWith("StateTrouble")
                .contains("FULL", "Free some space");

        mayGrow(true);
        timers.advance(Duration.ofSeconds(30));
        assertThat(trouble).hasSize(2).last().isInstanceOf(EngineEvent.StateRecovered.class);

        reopen();
        assertAllHave("two");
        assertThat(trouble).hasSize(2);
    }

    @Test
    void whatWaitsIsStoredByACloseThatFindsRoom() {
        mayGrow(false);
        rotateAll("one");
        mayGrow(true);

        reopen();

        assertAllHave("one");
    }

    @Test
    void aCloseThatFindsNoRoomNamesWhatIsLostAndTheFileStaysWhole() {
        save(disk, new StateChange.Channel("room", new ChannelId("42")));
        mayGrow(false);
        rotateAll("one");
        try (CapturedLog log = CapturedLog.of(Journal.class)) {
            state.close();
            assertThat(log.lines()).singleElement().asString().contains("are lost", "account199");
        }
        disk.close();
        trouble.clear();
        open();

        assertThat(trouble).isEmpty();
        assertThat(disk.channels(List.of("room"))).hasSize(1);
    }
}
