package godwit.sync.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one transaction. What fails is thrown as {@link SqlFailure}. Not safe to share
 * between threads.
 */
final class Transaction {
  private static final int DELETED_AT_ONCE = 5_000;

  private final Connection connection;
  private boolean changed;
  private boolean aborted;

  Transaction(Connection connection) {
    this.connection = connection;
  }

  /** Turns a row into a value. */
  @FunctionalInterface
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Takes rows as they arrive, until it has enough. */
  @FunctionalInterface
  interface RowTaker {
    /** Whether it wants another row. */
    boolean take(ResultSet row) throws SQLException;
  }

  /** Whether there is something to commit. */
  boolean isChanged() {
    return changed;
  }

  /** Whether the connection was cut, and nothing is left to end. */
  boolean isAborted() {
    return aborted;
  }

  /** Lets go of everything changed so far and to come. */
  void discard() {
    changed = false;
  }

  /** Locks rows and not the gaps between them. Only as the first statement. */
  void readCommitted() {
    update("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
    changed = false;
  }

  <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<T> values = new ArrayList<>();
      while (rows.next()) {
        values.add(mapper.map(rows));
      }
      return values;
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }

  /** The first row. */
  <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    return list(sql, mapper, parameters).stream().findFirst();
  }

  /** The first column of the only row. */
  long number(String sql, @Nullable Object... parameters) {
    return first(sql, row -> row.getLong(1), parameters).orElse(0L);
  }

  /**
   * Reads row by row. A taker that has enough, or throws, ends the transaction and cuts the
   * connection: the rest of an answer has to be read otherwise, and can be gigabytes.
   */
  void stream(String sql, RowTaker taker, @Nullable Object... parameters) {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      // Makes the driver read row by row; otherwise it holds the whole answer.
      statement.setFetchSize(Integer.MIN_VALUE);
      try (ResultSet rows = statement.executeQuery()) {
        boolean wanted = true;
        while (wanted && rows.next()) {
          wanted = takes(taker, rows);
        }
        if (!wanted) {
          cut();
        }
      }
    } catch (SQLException e) {
      // What is closed after the cut complains that it is closed already.
      if (!aborted) {
        throw new SqlFailure(e);
      }
    }
  }

  private boolean takes(RowTaker taker, ResultSet row) throws SQLException {
    try {
      return taker.take(row);
    } catch (RuntimeException | Error e) {
      try {
        cut();
      } catch (SQLException cutAllTheSame) {
        e.addSuppressed(cutAllTheSame);
      }
      throw e;
    }
  }

  private void cut() throws SQLException {
    aborted = true;
    connection.abort(Runnable::run);
  }

  /** How many rows the server counts: an upsert that replaces counts twice. */
  int update(String sql, @Nullable Object... parameters) {
    changed = true;
    try (PreparedStatement statement = prepare(sql, parameters)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }

  /**
   * Deletes rows in steps: a statement for all of them could take longer than an answer may.
   *
   * @param sql of a delete without a limit
   * @return how many there were
   */
  int deleteInSteps(String sql, @Nullable Object... parameters) {
    String step = sql + " LIMIT " + DELETED_AT_ONCE;
    int deleted = 0;
    for (int last = DELETED_AT_ONCE; last == DELETED_AT_ONCE; ) {
      last = update(step, parameters);
      deleted += last;
    }
    return deleted;
  }

  /** Inserts a row and tells the id that the server gave it. */
  int insertedId(String sql, @Nullable Object... parameters) {
    changed = true;
    try (PreparedStatement statement =
        connection.prepareStatement(sql, PreparedStatement.RETURN_GENERATED_KEYS)) {
      bind(statement, parameters);
      statement.executeUpdate();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        keys.next();
        return keys.getInt(1);
      }
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }

  private PreparedStatement prepare(String sql, @Nullable Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      bind(statement, parameters);
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  static @Nullable Integer nullableInt(ResultSet rows, int column) throws SQLException {
    int value = rows.getInt(column);
    return rows.wasNull() ? null : value;
  }

  static @Nullable Long nullableLong(ResultSet rows, int column) throws SQLException {
    long value = rows.getLong(column);
    return rows.wasNull() ? null : value;
  }
}
