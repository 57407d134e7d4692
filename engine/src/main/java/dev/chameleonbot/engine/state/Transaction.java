package dev.chameleonbot.engine.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction on a connection in auto-commit mode, rolled back on {@link #close()} unless committed.
 *
 * <p>Begun and ended by SQL of its own: where SQLite has rolled back by itself (a full disk), JDBC's own bookkeeping
 * would no longer know whether it is in a transaction.
 */
final class Transaction implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

    private final Connection connection;
    private boolean ended;

    private Transaction(Connection connection) {
        this.connection = connection;
    }

    static Transaction begin(Connection connection) throws SQLException {
        run(connection, "BEGIN IMMEDIATE");
        return new Transaction(connection);
    }

    void commit() throws SQLException {
        run(connection, "COMMIT");
        ended = true;
    }

    /** Rolls back what was not committed. */
    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        try {
            run(connection, "ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("SQLite had rolled back by itself", e);
        }
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
