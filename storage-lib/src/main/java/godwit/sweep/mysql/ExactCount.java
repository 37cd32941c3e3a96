package godwit.sweep.mysql;

import godwit.model.Usage;
import godwit.storage.mysql.Dialect;
import godwit.sweep.Recount;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Counts one collection of one user, in a transaction that holds its lock. */
final class ExactCount {
  private final Connection connection;
  private final SweepLayout layout;
  private final long uid;
  private final int collection;

  ExactCount(Connection connection, SweepLayout layout, long uid, int collection) {
    this.connection = connection;
    this.layout = layout;
    this.uid = uid;
    this.collection = collection;
  }

  Recount run(boolean write) throws SQLException {
    GuardedDelete.lock(connection, layout.dialect(), uid, collection);
    Recount recount = compare(counted());
    if (write && recount.isOff()) {
      String sql =
          "UPDATE user_collections SET count = ?, total_bytes = ?"
              + " WHERE {uid} = ? AND {collection} = ?";
      try (PreparedStatement statement = prepare(sql)) {
        statement.setLong(1, recount.exact().rows());
        statement.setLong(2, recount.exact().bytes());
        statement.setLong(3, uid);
        statement.setInt(4, collection);
        statement.executeUpdate();
      }
    }
    return recount;
  }

  private Recount compare(Usage exact) throws SQLException {
    if (!layout.hasCounters()) {
      return new Recount(null, null, exact, false);
    }
    String sql =
        "SELECT count, total_bytes FROM user_collections WHERE {uid} = ? AND {collection} = ?";
    try (PreparedStatement statement = prepare(sql)) {
      statement.setLong(1, uid);
      statement.setInt(2, collection);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? new Recount(number(rows, 1), number(rows, 2), exact, true)
            : new Recount(null, null, exact, false);
      }
    }
  }

  private static @Nullable Long number(ResultSet rows, int column) throws SQLException {
    return rows.getObject(column, Long.class);
  }

  private Usage counted() throws SQLException {
    String sql =
        "SELECT COUNT(*), COALESCE(SUM(LENGTH(payload)), 0) FROM {bso} FORCE INDEX (PRIMARY)"
            + " WHERE {uid} = ? AND {collection} = ?";
    try (PreparedStatement statement = prepare(sql)) {
      statement.setLong(1, uid);
      statement.setInt(2, collection);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? new Usage(rows.getLong(1), rows.getLong(2)) : Usage.NONE;
      }
    }
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    Dialect dialect = layout.dialect();
    return connection.prepareStatement(dialect.sql(sql, dialect.bsoTable(uid)));
  }
}
