package dev.chameleonbot.engine.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work on its way through {@link GroupCommit}.
 *
 * <p>The caller waits for {@code answer}; all else belongs to the state thread. What came of an attempt is kept back
 * until {@link #answer()}, since only the commit makes it true.
 *
 * @param <T> what the work results in
 */
final class PendingWork<T> {

    /**
     * Work on the connection, within a transaction that it neither begins nor ends; may be done twice.
     *
     * @param <T> what it results in
     */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    final CompletableFuture<T> answer = new CompletableFuture<>();

    private final Work<T> work;
    private @Nullable Runnable outcome;

    PendingWork(Work<T> work) {
        this.work = work;
    }

    /** Does the work, and says whether it succeeded. */
    boolean attempt(Connection connection) {
        try {
            T result = work.on(connection);
            outcome = () -> answer.complete(result);
            return true;
        } catch (SQLException | RuntimeException e) {
            fail(e);
            return false;
        }
    }

    void fail(Exception failure) {
        outcome = () -> answer.completeExceptionally(failure);
    }

    /** Tells the caller what came of the last attempt. */
    void answer() {
        Objects.requireNonNull(outcome).run();
    }
}
