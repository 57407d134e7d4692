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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
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
class GroupCommitTest {
    @TempDir
    Path temp;

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch release = new CountDownLatch(1);
    private GroupCommit commits;

    @BeforeEach
    void open() {
        commits = GroupCommit.start("The test", this::connect);
        commits.call(connection -> update(connection, "CREATE TABLE t (n INTEGER PRIMARY KEY CHECK (n >= 0))"));
    }

    @AfterEach
    void close() {
        release.countDown();
        callers.close();
        commits.close();
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
        return callers.submit(() -> commits.call(connection -> update(connection, "INSERT INTO t VALUES (" + n + ")")));
    }

    private int rows() {
        return commits.call(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM t")) {
                return rows.getInt(1);
            }
        });
    }

    /** Keeps the state thread busy until released, so that what is asked meanwhile becomes one batch. */
    private void occupy() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        callers.execute(() -> commits.call(connection -> {
            busy.countDown();
            try {
                return release.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        busy.await();
    }

    private void releaseWhenWaiting(int pieces) {
        while (commits.waiting() < pieces) {
            Thread.onSpinWait();
        }
        release.countDown();
    }

    @Test
    void commitsAThousandWaitingWritesAtOnce() throws Exception {
        occupy();
        List<Future<Integer>> writes = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            writes.add(insert(i));
        }
        long before = commits.commits();
        releaseWhenWaiting(1_000);
        for (Future<Integer> write : writes) {
            assertThat(write.get()).isEqualTo(1);
        }

        assertThat(commits.commits() - before).isEqualTo(2);
        assertThat(rows()).isEqualTo(1_000);
    }

    @Test
    void losesNoWriteWhenOneInTheBatchFails() throws Exception {
        occupy();
        List<Future<Integer>> good = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            good.add(insert(i));
        }
        Future<Integer> bad = insert(-1);
        Future<Integer> halfDone = callers.submit(() -> commits.call(connection -> {
            update(connection, "INSERT INTO t VALUES (100)");
            return update(connection, "INSERT INTO t VALUES (-2)");
        }));
        releaseWhenWaiting(12);

        for (Future<Integer> write : good) {
            assertThat(write.get()).isEqualTo(1);
        }
        assertThatThrownBy(bad::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(StateException.class);
        assertThatThrownBy(halfDone::get).hasCauseInstanceOf(StateException.class);
        assertThat(rows()).isEqualTo(10);
    }

    @Test
    void doesEachPieceAloneWhenTheJointTransactionFails() throws Exception {
        occupy();
        Future<Integer> first = insert(1);
        Future<Integer> breaker = callers.submit(() -> commits.call(connection -> update(connection, "ROLLBACK")));
        Future<Integer> last = insert(2);
        releaseWhenWaiting(3);

        assertThat(first.get()).isEqualTo(1);
        assertThat(last.get()).isEqualTo(1);
        assertThatThrownBy(breaker::get).hasCauseInstanceOf(StateException.class);
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void finishesWhatWasAskedBeforeClose() throws Exception {
        occupy();
        Future<Integer> write = insert(1);
        while (commits.waiting() < 1) {
            Thread.onSpinWait();
        }
        Future<?> closing = callers.submit(commits::close);
        release.countDown();
        closing.get();

        assertThat(write.get()).isEqualTo(1);
        assertThatThrownBy(() -> rows()).isInstanceOf(StateException.class).hasMessage("The test is closed.");
    }

    @Test
    void survivesWorkThatThrowsSomethingUnexpected() {
        assertThatThrownBy(() -> commits.call(connection -> {
                    update(connection, "INSERT INTO t VALUES (1)");
                    throw new IllegalArgumentException("odd");
                }))
                .isInstanceOf(StateException.class)
                .hasRootCauseMessage("odd");

        assertThat(rows()).isZero();
    }

    @Test
    void saysWhyItCouldNotBeOpened() {
        assertThatThrownBy(() -> GroupCommit.start("The test", () -> {
                    throw new StateException("no key");
                }))
                .isInstanceOf(StateException.class)
                .hasMessage("no key");
    }

    @Test
    void leavesNobodyWaitingWhenItsThreadDies() throws Exception {
        occupy();
        Future<Integer> deadly = callers.submit(() -> commits.call(connection -> {
            throw new AssertionError("the end");
        }));
        Future<Integer> bystander = insert(1);
        releaseWhenWaiting(2);

        assertThatThrownBy(deadly::get).hasCauseInstanceOf(StateException.class);
        assertThatThrownBy(bystander::get).hasCauseInstanceOf(StateException.class);
        assertThatThrownBy(this::rows).hasMessageContaining("closed");
    }
}
