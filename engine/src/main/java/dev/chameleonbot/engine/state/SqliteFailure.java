package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.spi.StateException.Kind;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Tells by SQLite's result code what sort of thing went wrong (https://sqlite.org/rescode.html). */
final class SqliteFailure {
    private static final Set<SQLiteErrorCode> DAMAGED =
            Set.of(SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB);

    private static final Set<SQLiteErrorCode> UNAVAILABLE = Set.of(
            SQLiteErrorCode.SQLITE_FULL,
            SQLiteErrorCode.SQLITE_IOERR,
            SQLiteErrorCode.SQLITE_READONLY,
            SQLiteErrorCode.SQLITE_CANTOPEN,
            SQLiteErrorCode.SQLITE_BUSY,
            SQLiteErrorCode.SQLITE_LOCKED,
            SQLiteErrorCode.SQLITE_PROTOCOL,
            SQLiteErrorCode.SQLITE_NOMEM,
            SQLiteErrorCode.SQLITE_PERM,
            SQLiteErrorCode.SQLITE_NOLFS,
            SQLiteErrorCode.SQLITE_AUTH);

    private SqliteFailure() {}

    /** The kind of a failure; what SQLite itself does not blame on the file or its disk is refused. */
    static Kind kindOf(@Nullable Throwable failure) {
        if (!(failure instanceof SQLiteException sqlite)) {
            return failure instanceof Error || failure instanceof SQLException ? Kind.UNAVAILABLE : Kind.REFUSED;
        }
        // The low byte is the primary code; the rest tells more of it.
        SQLiteErrorCode primary = SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff);
        if (DAMAGED.contains(primary)) {
            return Kind.DAMAGED;
        }
        return UNAVAILABLE.contains(primary) ? Kind.UNAVAILABLE : Kind.REFUSED;
    }
}
