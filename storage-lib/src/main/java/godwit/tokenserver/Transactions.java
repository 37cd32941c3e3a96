package godwit.tokenserver;

import godwit.storage.StorageException;
import godwit.storage.mysql.MySqlPool;
import godwit.storage.mysql.SqlCall;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Runs transactions on a pool, again when the database asks for another try. */
final class Transactions {
  private static final int ATTEMPTS = 10;
  private static final long PAUSE_MILLIS = 20;
  private static final int DEADLOCK = 1213;

  /** MariaDB 11.6 and later: another transaction changed the row since this one first read. */
  private static final int CHANGED_SINCE_READ = 1020;

  private final MySqlPool pool;

  Transactions(MySqlPool pool) {
    this.pool = pool;
  }

  /** Does all of the work or none; the work may run more than once. */
  <T> T run(SqlCall<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return pool.call(connection -> once(connection, work));
      } catch (StorageException e) {
        if (attempt == ATTEMPTS || !isConflict(e.getCause())) {
          throw e;
        }
        pause(attempt, e);
      }
    }
  }

  private static <T> T once(Connection connection, SqlCall<T> work) throws SQLException {
    connection.setAutoCommit(false);
    boolean done = false;
    try {
      T result = work.with(connection);
      connection.commit();
      done = true;
      return result;
    } finally {
      if (!done) {
        rollBack(connection);
      }
    }
  }

  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException lost) {
      // A server that has lost the connection has rolled back already, and the first failure tells.
    }
  }

  private static boolean isConflict(@Nullable Throwable cause) {
    return cause instanceof SQLException e
        && (e.getErrorCode() == DEADLOCK || e.getErrorCode() == CHANGED_SINCE_READ);
  }

  /** A random pause keeps those who met once from meeting again. */
  private static void pause(int attempt, StorageException e) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(1, PAUSE_MILLIS * attempt));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw e;
    }
  }
}
