package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database connection and the one platform thread that uses it: SQLite's driver blocks natively, which would hold up
 * other virtual threads.
 *
 * <p>Concurrency: any thread may call it, and waits until its work is done; {@code connection} belongs to the thread
 * {@code chameleon-state}. A caller that is interrupted goes on waiting and finds its interrupt flag set afterwards: the
 * work would be done in any case, and a caller that was told otherwise might drop a token that is the only valid one. A
 * caller that runs out of patience takes its work out again, so the queue has one entry a caller at most.
 */
final class DatabaseThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseThread.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("chameleon-state").daemon().factory());
    private @Nullable Connection connection;

    private DatabaseThread(String name) {
        this.name = name;
    }

    /**
     * Opens a connection on a new thread.
     *
     * @param name what the connection is to, for messages
     * @param opener opens it; a {@link StateException} of it comes out of here
     */
    static DatabaseThread start(String name, Supplier<Connection> opener) {
        DatabaseThread database = new DatabaseThread(name);
        try {
            database.await(new FutureTask<>(() -> database.connection = opener.get()));
            return database;
        } catch (RuntimeException | Error e) {
            database.thread.execute(database::closeConnection);
            database.thread.shutdown();
            throw e;
        }
    }

    /** Reads, without a transaction. */
    <T> T read(Sql.Step<Connection, T> work) {
        return await(new FutureTask<>(() -> work.of(Objects.requireNonNull(connection))));
    }

    /** Does the work in a transaction, and returns when that is committed. */
    <T> T write(Sql.Step<Connection, T> work) {
        return await(new FutureTask<>(() -> Sql.inTransaction(Objects.requireNonNull(connection), work)));
    }

    /** How much work nobody has begun. */
    int waiting() {
        return thread.getQueue().size();
    }

    private <T> T await(FutureTask<T> task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            throw new StateException(name + " is closed.", e);
        }
        boolean interrupted = false;
        Deadline deadline = Deadline.in(PATIENCE);
        try {
            while (true) {
                try {
                    return task.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (TimeoutException e) {
            throw new StateException(
                    Kind.UNAVAILABLE,
                    name + " has not answered for " + PATIENCE.toSeconds() + " s; what was asked of it "
                            + (thread.remove(task) ? "was not done." : "may still be done."),
                    e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private StateException failure(@Nullable Throwable cause) {
        if (cause instanceof StateException known) {
            return known;
        }
        String what = cause instanceof SQLException ? String.valueOf(cause.getMessage()) : String.valueOf(cause);
        return new StateException(SqliteFailure.kindOf(cause), name + " could not be read or written: " + what, cause);
    }

    /** Finishes what was asked before, then ends the connection and the thread. */
    @Override
    public void close() {
        if (!thread.isShutdown()) {
            try {
                await(new FutureTask<>(this::closeConnection, true));
            } catch (StateException e) {
                LOG.warn("{}", e.getMessage());
            }
            thread.shutdown();
        }
    }

    private void closeConnection() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.warn("{} was not closed cleanly", name, e);
        }
    }
}
