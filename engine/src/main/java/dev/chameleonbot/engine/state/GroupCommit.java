package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.spi.StateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does all work on one database connection, on one platform thread, with as few commits as the load allows.
 *
 * <p>Concurrency: the thread {@code chameleon-state} alone opens, uses and closes the connection (SQLite's driver blocks
 * natively, which would hold up other virtual threads). Callers queue their work and wait. {@code lock} guards
 * {@code queue} and {@code closed}; nothing but queueing happens under it. Work runs on the state thread without any
 * lock; it must not call back into this object.
 *
 * <p>Whatever has queued up while one transaction was being committed shares the next one. Each piece of work runs in a
 * savepoint of its own, so one that fails takes nothing of the others with it. If the joint transaction itself fails,
 * each piece is done again in a transaction of its own. A caller is answered after its commit, never before.
 *
 * <p>The queue has no bound of its own, since a caller waits for its answer and so queues one piece at a time; one that
 * runs out of patience takes its piece out again. An interrupted caller goes on waiting and finds its interrupt flag set
 * afterwards: the work would be done in any case, and a caller that was told otherwise might drop a token that is the
 * only valid one.
 */
final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final Thread thread;
    private final CompletableFuture<Boolean> opened = new CompletableFuture<>();
    private final AtomicLong commits = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<PendingWork<?>> queue = new ArrayDeque<>(); // guarded by lock
    private boolean closed; // guarded by lock
    private volatile boolean died;

    private GroupCommit(String name, Supplier<Connection> opener) {
        this.name = name;
        this.thread = Thread.ofPlatform().name("chameleon-state").daemon().unstarted(() -> live(opener));
    }

    /**
     * Opens a connection on a new thread.
     *
     * @param name what the connection is to, for messages
     * @param opener opens it; a {@link StateException} of it comes out of here
     */
    static GroupCommit start(String name, Supplier<Connection> opener) {
        GroupCommit commits = new GroupCommit(name, opener);
        commits.thread.start();
        try {
            commits.await(commits.opened);
        } catch (TimeoutException e) {
            commits.shut();
            throw new StateException(name + " was not opened within " + PATIENCE.toSeconds() + " s.", e);
        }
        return commits;
    }

    /** Does the work and waits until it is committed. */
    <T> T call(PendingWork.Work<T> work) {
        PendingWork<T> piece = new PendingWork<>(work);
        lock.lock();
        try {
            if (closed) {
                throw closedException();
            }
            queue.add(piece);
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            return await(piece.answer);
        } catch (TimeoutException e) {
            throw new StateException(
                    StateException.Kind.UNAVAILABLE,
                    name + " has not answered for " + PATIENCE.toSeconds() + " s; what was asked of it "
                            + (withdraw(piece) ? "was not done." : "may still be done."),
                    e);
        }
    }

    /** How many pieces of work nobody has begun. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many transactions were committed. */
    long commits() {
        return commits.get();
    }

    /** Finishes what was asked before, then ends the connection and the thread. */
    @Override
    public void close() {
        shut();
        boolean interrupted = false;
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                if (!thread.join(Duration.ofNanos(end - System.nanoTime()))) {
                    LOG.warn("{} could not be closed within {} s", name, PATIENCE.toSeconds());
                }
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void shut() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private boolean withdraw(PendingWork<?> piece) {
        lock.lock();
        try {
            return queue.remove(piece);
        } finally {
            lock.unlock();
        }
    }

    private <T> T await(Future<T> answer) throws TimeoutException {
        boolean interrupted = false;
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                try {
                    return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause());
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

    private StateException closedException() {
        return new StateException(
                died ? StateException.Kind.UNAVAILABLE : StateException.Kind.REFUSED, name + " is closed.", null);
    }

    private void live(Supplier<Connection> opener) {
        try (Connection connection = opener.get()) {
            opened.complete(true);
            for (List<PendingWork<?>> batch = next(); !batch.isEmpty(); batch = next()) {
                run(connection, batch);
            }
        } catch (SQLException e) {
            LOG.warn("{} was not closed cleanly", name, e);
        } catch (RuntimeException | Error e) {
            if (!opened.completeExceptionally(e)) {
                LOG.error("{} has failed; nothing more is stored", name, e);
            }
        } finally {
            // Nobody may wait for a thread that is gone.
            shut();
            next().forEach(piece -> piece.answer.completeExceptionally(closedException()));
        }
    }

    /** Waits for work and takes all there is; empty once closed and all work is done. */
    private List<PendingWork<?>> next() {
        lock.lock();
        try {
            while (queue.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            List<PendingWork<?>> batch = new ArrayList<>(queue);
            queue.clear();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void run(Connection connection, List<PendingWork<?>> batch) {
        boolean done = false;
        try {
            if (batch.size() == 1 || !tryTogether(connection, batch)) {
                batch.forEach(piece -> runAlone(connection, piece));
            }
            batch.forEach(PendingWork::answer);
            done = true;
        } finally {
            died = !done;
            batch.forEach(piece -> piece.answer.completeExceptionally(closedException()));
        }
    }

    private boolean tryTogether(Connection connection, List<PendingWork<?>> batch) {
        try (Transaction transaction = Transaction.begin(connection)) {
            for (PendingWork<?> piece : batch) {
                Transaction.run(connection, "SAVEPOINT piece");
                if (!piece.attempt(connection)) {
                    Transaction.run(connection, "ROLLBACK TO piece");
                }
                Transaction.run(connection, "RELEASE piece");
            }
            commit(transaction);
            return true;
        } catch (SQLException e) {
            LOG.debug("A transaction of {} pieces failed; each is done alone", batch.size(), e);
            return false;
        }
    }

    private void runAlone(Connection connection, PendingWork<?> piece) {
        try (Transaction transaction = Transaction.begin(connection)) {
            if (piece.attempt(connection)) {
                commit(transaction);
            }
        } catch (SQLException e) {
            piece.fail(e);
        }
    }

    private void commit(Transaction transaction) throws SQLException {
        transaction.commit();
        commits.incrementAndGet();
    }
}
