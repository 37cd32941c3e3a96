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

  static ServerLoad read(Connection connection, Endpoint endpoint, boolean withLag)
      throws SQLException {
    int running = running(connection);
    return withLag ? withLag(connection, endpoint, running) : new ServerLoad(running, null, false);
  }

  private static int running(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Threads_running'")) {
      return rows.next() ? rows.getInt(2) : 0;
    }
  }

  private static ServerLoad withLag(Connection connection, Endpoint endpoint, int running)
      throws SQLException {
    try {
      return status(connection, "SHOW REPLICA STATUS", running);
    } catch (SQLException e) {
      if (e.getErrorCode() == SYNTAX) {
        // Servers before MySQL 8.0.22 and MariaDB 10.5.1 know only the old word.
        return status(connection, "SHOW SLAVE STATUS", running);
      }
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

  private static ServerLoad status(Connection connection, String sql, int running)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next()
          ? new ServerLoad(running, lag(rows), true)
          : new ServerLoad(running, null, false);
    }
  }

  /** Null while the replica does not run, and so does not know. */
  private static @Nullable Long lag(ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      if (columns.getColumnLabel(i).startsWith("Seconds_Behind_")) {
        return row.getObject(i, Long.class);
      }
    }
    return null;
  }
}
