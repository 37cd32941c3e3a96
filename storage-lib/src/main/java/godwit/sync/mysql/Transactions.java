package godwit.sync.mysql;

import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import godwit.storage.mysql.MySqlPool;
import godwit.sync.SyncClock;
import godwit.sync.SyncRefusal;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * Runs work in transactions, and again when another one was in the way. A transaction whose
 * connection was lost is tried once more, unless it was lost while committing: then it may have
 * been stored, and only the client can tell whether to repeat it.
 */
final class Transactions {
  private static final int ATTEMPTS = 4;

  /** Each has waited long already, and holds a connection meanwhile. */
  private static final int ATTEMPTS_AFTER_WAITING = 2;

  private static final long LONGEST_PAUSE_MILLIS = 20;

  private static final int LOCK_WAIT = 1205;

  /** Deadlock, lock wait, row changed since the snapshot, table changed since the snapshot. */
  private static final Set<Integer> IN_THE_WAY = Set.of(1213, LOCK_WAIT, 1020, 1412);

  /** Longer than the column, or than the server takes at once. */
  private static final Set<Integer> TOO_LARGE = Set.of(1406, 1153);

  private static final int WRONG_CHARACTER = 1366;

  private final MySqlPool pool;
  private final SyncClock clock;

  Transactions(MySqlPool pool, SyncClock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /** Runs it, commits what it changed, and rolls back otherwise. */
  <T> T run(Function<Transaction, T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(work);
      } catch (SqlFailure e) {
        SQLException failure = e.failure();
        if (attempt >= attempts(failure)) {
          throw answer(failure);
        }
        pause(attempt);
      }
    }
  }

  private <T> T once(Function<Transaction, T> work) {
    try (Connection connection = pool.lease()) {
      Transaction transaction = new Transaction(connection);
      boolean finished = false;
      T result;
      try {
        result = work.apply(transaction);
        finished = true;
      } finally {
        if (!finished || !transaction.isChanged()) {
          letGo(connection, transaction);
        }
      }
      if (transaction.isChanged()) {
        commit(connection);
      }
      return result;
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }

  /** A connection that cannot even roll back must not go to the next request. */
  private void letGo(Connection connection, Transaction transaction) {
    boolean clean = false;
    try {
      if (!transaction.isAborted()) {
        connection.rollback();
        clean = true;
      }
    } catch (SQLException lost) {
      // Whatever the work threw says more; without its connection the server rolls back by itself.
      clean = false;
    }
    if (!clean) {
      pool.evict(connection);
    }
  }

  private void commit(Connection connection) {
    try {
      connection.commit();
    } catch (SQLException e) {
      if (IN_THE_WAY.contains(e.getErrorCode())) {
        throw new SqlFailure(e);
      }
      pool.evict(connection);
      throw new StorageException(
          Kind.TRANSIENT,
          "The connection to %s was lost at the commit; the change may or may not be stored."
              .formatted(pool.endpoint()),
          e);
    }
  }

  private int attempts(SQLException e) {
    if (e.getErrorCode() == LOCK_WAIT) {
      return ATTEMPTS_AFTER_WAITING;
    }
    if (IN_THE_WAY.contains(e.getErrorCode())) {
      return ATTEMPTS;
    }
    // A server that is silent would only be waited for again.
    return pool.failed(e).kind() == Kind.TRANSIENT && !isSilence(e) ? 2 : 1;
  }

  private static boolean isSilence(SQLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketTimeoutException) {
        return true;
      }
    }
    return false;
  }

  private RuntimeException answer(SQLException e) {
    int code = e.getErrorCode();
    if (IN_THE_WAY.contains(code)) {
      return new SyncRefusal(
          SyncRefusal.Kind.CONFLICT, "other writers were in the way " + attempts(e) + " times", e);
    }
    if (TOO_LARGE.contains(code)
        || e instanceof com.mysql.cj.jdbc.exceptions.PacketTooBigException) {
      return new SyncRefusal(
          SyncRefusal.Kind.TOO_LARGE, "a record is larger than " + pool.endpoint() + " takes");
    }
    if (code == WRONG_CHARACTER) {
      // Without its cause, which quotes the payload.
      return new SyncRefusal(
          SyncRefusal.Kind.UNSTORABLE,
          "the columns of %s cannot hold a character of a record; their character set is older"
              .formatted(pool.endpoint()));
    }
    return pool.failed(e);
  }

  /** Lets the others get away first, and two losers not meet again. */
  private void pause(int attempt) {
    long pause = 1 + ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_MILLIS * attempt);
    try {
      clock.awaitMillis(clock.millis() + pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SyncRefusal(
          SyncRefusal.Kind.CONFLICT, "interrupted while waiting for other writers", e);
    }
  }
}
