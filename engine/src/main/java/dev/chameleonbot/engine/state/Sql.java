package dev.chameleonbot.engine.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A statement, to be done as often as there are arguments for it. For the thread of its connection. */
final class Sql implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sql.class);

    /** Makes something of a connection, of a row, or of the tables. */
    @FunctionalInterface
    interface Step<A, T extends @Nullable Object> {
        T of(A given) throws SQLException;
    }

    private final PreparedStatement statement;

    Sql(Connection connection, String sql) throws SQLException {
        statement = connection.prepareStatement(sql);
    }

    /** Changes rows, once; returns how many. */
    static int update(Connection connection, String sql, @Nullable Object... arguments) throws SQLException {
        try (Sql statement = new Sql(connection, sql)) {
            return statement.update(arguments);
        }
    }

    /** The first row, if there is one and it has a value. */
    static <T> Optional<T> first(
            Connection connection, String sql, Step<ResultSet, @Nullable T> result, Object... arguments)
            throws SQLException {
        try (Sql statement = new Sql(connection, sql)) {
            List<@Nullable T> all = statement.all(result, arguments);
            return all.isEmpty() ? Optional.empty() : Optional.ofNullable(all.getFirst());
        }
    }

    /**
     * Works in a transaction, on a connection in auto-commit mode; rolls back what fails. It is begun and ended by SQL of its own:
     * where SQLite has rolled back by itself (a full disk), JDBC's own bookkeeping would no longer know whether it is in a
     * transaction.
     */
    static <T> T inTransaction(Connection connection, Step<Connection, T> work) throws SQLException {
        update(connection, "BEGIN IMMEDIATE");
        try {
            T result = work.of(connection);
            update(connection, "COMMIT");
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection);
            throw e;
        }
    }

    private static void rollBack(Connection connection) {
        try {
            update(connection, "ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("SQLite had rolled back by itself", e);
        }
    }

    int update(@Nullable Object... arguments) throws SQLException {
        set(arguments);
        return statement.executeUpdate();
    }

    <T extends @Nullable Object> List<T> all(Step<ResultSet, T> result, Object... arguments) throws SQLException {
        set(arguments);
        List<T> all = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                all.add(result.of(row));
            }
        }
        return all;
    }

    private void set(@Nullable Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
