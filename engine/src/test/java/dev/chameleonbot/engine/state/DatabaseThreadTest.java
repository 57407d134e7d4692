package dev.chameleonbot.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.spi.StateException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatabaseThreadTest {
    @TempDir
    Path temp;

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch release = new CountDownLatch(1);
    private DatabaseThread database;

    @BeforeEach
    void open() {
        database = DatabaseThread.start("The test", this::connect);
        database.write(connection -> update(connection, "CREATE TABLE t (n INTEGER PRIMARY KEY CHECK (n >= 0))"));
    }

    @AfterEach
    void close() {
        release.countDown();
        callers.close();
        database.close();
    }

    private Connection connect() {
        try {
            return DriverManager.getConnection("jdbc:sqlite:" + temp.resolve("t.db"));
        } catch (SQLException e) {
            throw new StateException("no connection", e);
        }
    }

    private static int update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private Future<Integer> insert(int n) {
        return callers.submit(
                () -> database.write(connection -> update(connection, "INSERT INTO t VALUES (" + n + ")")));
    }

    private int rows() {
        return database.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM t")) {
                return rows.getInt(1);
            }
        });
    }

    /** Keeps the state thread busy until released, so that what is asked meanwhile has to wait. */
    private void occupy() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        callers.execute(() -> database.write(connection -> {
            busy.countDown();
            try {
                return release.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        busy.await();
    }

    @Test
    void finishesWhatWasAskedBeforeClose() throws Exception {
        occupy();
        Future<Integer> write = insert(1);
        while (database.waiting() < 1) {
            Thread.onSpinWait();
        }
        Future<?> closing = callers.submit(database::close);
        release.countDown();
        closing.get();

        assertThat(write.get()).isEqualTo(1);
        assertThatThrownBy(() -> rows()).isInstanceOf(StateException.class).hasMessage("The test is closed.");
    }

    @Test
    void survivesWorkThatThrowsSomethingUnexpected() {
        assertThatThrownBy(() -> database.write(connection -> {
                    update(connection, "INSERT INTO t VALUES (1)");
                    throw new IllegalArgumentException("odd");
                }))
                .isInstanceOf(StateException.class)
                .hasRootCauseMessage("odd");

        assertThat(rows()).isZero();
    }

    @Test
    void saysWhyItCouldNotBeOpened() {
        assertThatThrownBy(() -> DatabaseThread.start("The test", () -> {
                    throw new StateException("no key");
                }))
                .isInstanceOf(StateException.class)
                .hasMessage("no key");
    }

    @Test
    void outlivesWorkThatBreaksOffAndItsOwnFailedTransactions() {
        assertThatThrownBy(() -> database.write(connection -> {
                    throw new AssertionError("the end");
                }))
                .isInstanceOf(StateException.class);
        assertThatThrownBy(() -> database.write(connection -> update(connection, "ROLLBACK")))
                .isInstanceOf(StateException.class);
        assertThatThrownBy(() -> database.write(connection -> {
                    update(connection, "INSERT INTO t VALUES (1)");
                    return update(connection, "INSERT INTO t VALUES (-1)");
                }))
                .isInstanceOf(StateException.class);

        assertThat(rows()).isZero();
        int inserted = database.write(connection -> update(connection, "INSERT INTO t VALUES (1)"));
        assertThat(inserted).isEqualTo(1);
    }
}
