package godwit.sweep.mysql;

import godwit.storage.StorageException;
import godwit.storage.mysql.Endpoint;
import godwit.sweep.ServerLoad;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Asks a server how busy it is, and how far behind. */
final class LoadGauge {
  private static final int SYNTAX = 1064;
  private static final int DENIED = 1227;

  private LoadGauge() {}

  /** Asks for the lag by a statement. */
  @FunctionalInterface
  interface Question {
    Lag ask(String sql) throws SQLException;
  }

  /** How far behind a server is, and whether it replicates at all. */
  record Lag(@Nullable Long seconds, boolean replicates) {
    static final Lag NONE = new Lag(null, false);
  }

  static ServerLoad read(Connection connection, Endpoint endpoint, boolean withLag)
      throws SQLException {
    int running = running(connection);
    Lag lag = withLag ? lag(sql -> lag(connection, sql), endpoint) : Lag.NONE;
    return new ServerLoad(running, lag.seconds(), lag.replicates());
  }

  private static int running(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Threads_running'")) {
      return rows.next() ? rows.getInt(2) : 0;
    }
  }

  static Lag lag(Question question, Endpoint endpoint) throws SQLException {
    try {
      return inEitherWord(question);
    } catch (SQLException e) {
      if (e.getErrorCode() == DENIED) {
        throw new StorageException(
            StorageException.Kind.UNSUITABLE,
            "The account may not ask %s for its lag; grant REPLICATION CLIENT (MariaDB: REPLICA MONITOR), or leave the limit of the lag out."
                .formatted(endpoint),
            e);
      }
      throw e;
    }
  }

  private static Lag inEitherWord(Question question) throws SQLException {
    try {
      return question.ask("SHOW REPLICA STATUS");
    } catch (SQLException e) {
      if (e.getErrorCode() == SYNTAX) {
        // Servers before MySQL 8.0.22 and MariaDB 10.5.1 know only the old word.
        return question.ask("SHOW SLAVE STATUS");
      }
      throw e;
    }
  }

  /** The greatest lag of all sources; that of one that does not run is not known. */
  static Lag lag(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      Lag lag = Lag.NONE;
      while (rows.next()) {
        lag = lag.replicates() ? later(lag, seconds(rows)) : new Lag(seconds(rows), true);
      }
      return lag;
    }
  }

  private static Lag later(Lag lag, @Nullable Long seconds) {
    Long before = lag.seconds();
    return before == null || seconds == null
        ? new Lag(null, true)
        : new Lag(Math.max(before, seconds), true);
  }

  /** Null while the replica does not run, and so does not know. */
  private static @Nullable Long seconds(ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      if (columns.getColumnLabel(i).startsWith("Seconds_Behind_")) {
        return row.getObject(i, Long.class);
      }
    }
    return null;
  }
}
