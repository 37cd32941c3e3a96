package godwit.storage.mysql;

import java.sql.Connection;
import java.sql.SQLException;

/** Runs work in one transaction of its own. */
final class Transactions {
  private Transactions() {}

  /** Commits what the work did, or nothing if it throws. */
  static <T> T write(MySqlPool pool, SqlCall<T> work) {
    return pool.call(
        connection -> {
          connection.setAutoCommit(false);
          try {
            T result = work.with(connection);
            connection.commit();
            return result;
          } catch (SQLException | RuntimeException e) {
            undo(pool, connection, e);
            throw e;
          }
        });
  }

  private static void undo(MySqlPool pool, Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException lost) {
      cause.addSuppressed(lost);
      pool.evict(connection);
    }
  }
}
