package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.spi.StateChange;
import dev.chameleonbot.engine.spi.StateChange.MemoryChange;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.engine.spi.StateStoreContract;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

/**
 * The process that {@link StateKillIT} kills: rotates tokens, stores batches and seen messages for ever, and says on its
 * standard output what the store has acknowledged. Told to stop within a write, it says so and waits for the end.
 */
final class RotatingChild {
    static final int VALUES = 30;

    private RotatingChild() {}

    /**
     * Runs until killed.
     *
     * @param arguments the state directory, and at which step of the write after three complete rounds to stop, a step
     *     being five instructions of SQLite's machine: -1 for none, 0 for the commit
     * @throws IOException if it cannot say what it does
     */
    public static void main(String[] arguments) throws IOException {
        int stopAt = Integer.parseInt(arguments[1]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (StateDirectory directory = StateDirectory.open(Path.of(arguments[0]));
                SqliteStateStore store = SqliteStateStore.open(
                        directory, StateKillIT.CIPHER, () -> StateStoreContract.NOW, trouble -> {})) {
            // Checkpoints often, so that kills fall into them as well.
            store.onConnection(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute("PRAGMA wal_autocheckpoint = 20");
                }
            });
            for (long round = 1; ; round++) {
                if (stopAt >= 0 && round == 4) {
                    stopWithinTheNextWrite(store, stopAt, out);
                }
                if (store.save(whole(round), Map.of()).isEmpty()) {
                    out.println(round);
                }
            }
        }
    }

    /** Tokens, a batch and a seen message of one round, in one transaction. */
    private static List<StateChange> whole(long round) {
        List<StateChange> batch = new ArrayList<>();
        for (int i = 0; i < VALUES; i++) {
            MemoryValue value = new MemoryValue(Long.toString(round), null);
            batch.add(new MemoryChange("alice", "color", "key" + i, value));
        }
        batch.add(new StateChange.Tokens("alice", StateStoreContract.tokens("access-" + round, "refresh-" + round)));
        batch.add(StateStoreContract.seen("alice", "message-" + round, StateStoreContract.NOW));
        return batch;
    }

    private static void stopWithinTheNextWrite(SqliteStateStore store, int step, PrintStream out) {
        store.onConnection(connection -> {
            if (step == 0) {
                watchCommits(connection.unwrap(SQLiteConnection.class), out);
                return true;
            }
            int[] steps = {0};
            ProgressHandler.setHandler(connection, 5, new ProgressHandler() {
                @Override
                protected int progress() {
                    if (++steps[0] == step) {
                        waitForTheEnd(out);
                    }
                    return 0;
                }
            });
            return true;
        });
    }

    private static void watchCommits(SQLiteConnection sqlite, PrintStream out) throws SQLException {
        int[] written = {0}; // the transaction that this is set up in changes no row
        sqlite.addUpdateListener((type, database, table, id) -> written[0]++);
        sqlite.addCommitListener(new SQLiteCommitListener() {
            @Override
            public void onCommit() {
                if (written[0] > 0) {
                    waitForTheEnd(out);
                }
            }

            @Override
            public void onRollback() {
                // Nothing is rolled back here.
            }
        });
    }

    private static void waitForTheEnd(PrintStream out) {
        out.println("stopped");
        while (true) {
            LockSupport.park();
        }
    }
}
