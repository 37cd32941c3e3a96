package godwit.sweep.mysql;

import godwit.storage.mysql.MySqlPool;
import godwit.storage.mysql.SqlCall;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs work in one transaction of its own. */
final class Transactions {
  private Transactions() {}

  /** Commits what the work did, or nothing if it throws. */
  static <T> T write(MySqlPool pool, SqlCall<T> work) {
    return pool.call(
        connection -> {
          // Said in SQL: the driver's own way takes two more round trips a transaction.
          run(connection, "START TRANSACTION");
          try {
            T result = work.with(connection);
            run(connection, "COMMIT");
            return result;
          } catch (SQLException | RuntimeException e) {
            undo(pool, connection, e);
            throw e;
          }
        });
  }

  private static void undo(MySqlPool pool, Connection connection, Exception cause) {
    try {
      run(connection, "ROLLBACK");
    } catch (SQLException lost) {
      cause.addSuppressed(lost);
      pool.evict(connection);
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
