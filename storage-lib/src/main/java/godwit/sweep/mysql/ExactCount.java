package godwit.sweep.mysql;

import godwit.model.Usage;
import godwit.storage.StorageException;
import godwit.storage.mysql.Dialect;
import godwit.storage.mysql.MySqlPool;
import godwit.sweep.Recount;
import godwit.sweep.UnlockedRecount;
import godwit.sweep.UnlockedRecount.Look;
import godwit.sweep.UnlockedRecount.Parent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts one collection of one user, and rights its counters. */
final class ExactCount {
  private static final String EXACT =
      "SELECT COUNT(*) AS stored, COALESCE(SUM(LENGTH(payload)), 0) AS bytes"
          + " FROM {bso} FORCE INDEX (PRIMARY) WHERE {uid} = ? AND {collection} = ?";

  private final MySqlPool pool;
  private final SweepLayout layout;
  private final long uid;
  private final int collection;
  private final Runnable meanwhile;

  /**
   * A count.
   *
   * @param meanwhile runs between counting and writing; for tests
   */
  ExactCount(MySqlPool pool, SweepLayout layout, long uid, int collection, Runnable meanwhile) {
    this.pool = pool;
    this.layout = layout;
    this.uid = uid;
    this.collection = collection;
    this.meanwhile = meanwhile;
  }

  Recount run(boolean write) {
    if (!layout.hasCounters()) {
      return new Recount(null, null, pool.call(this::counted), false);
    }
    return UnlockedRecount.run(write, this::look, this::right)
        .orElseThrow(
            () -> new StorageException(StorageException.Kind.TRANSIENT, UnlockedRecount.BUSY));
  }

  private Optional<Look> look() {
    Optional<Look> seen = pool.call(this::seen);
    meanwhile.run();
    return seen;
  }

  private Usage counted(Connection connection) throws SQLException {
    try (PreparedStatement statement = prepare(connection, EXACT)) {
      bind(statement, 1);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? usage(rows) : Usage.NONE;
      }
    }
  }

  /** One statement, and so one moment. */
  private Optional<Look> seen(Connection connection) throws SQLException {
    String sql =
        "SELECT exact.stored, exact.bytes, c.{lastModified}, c.count, c.total_bytes"
            + (" FROM user_collections c CROSS JOIN (" + EXACT + ") exact")
            + " WHERE c.{uid} = ? AND c.{collection} = ?";
    try (PreparedStatement statement = prepare(connection, sql)) {
      bind(statement, 1);
      bind(statement, 3);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(new Look(parent(rows, 3), usage(rows))) : Optional.empty();
      }
    }
  }

  private static Usage usage(ResultSet rows) throws SQLException {
    return new Usage(rows.getLong(1), rows.getLong(2));
  }

  private static Parent parent(ResultSet rows, int column) throws SQLException {
    return new Parent(
        rows.getLong(column),
        rows.getObject(column + 1, Long.class),
        rows.getObject(column + 2, Long.class));
  }

  private boolean right(Look look) {
    return Transactions.write(pool, connection -> right(connection, look));
  }

  private boolean right(Connection connection, Look look) throws SQLException {
    boolean isSame = look.parent().equals(locked(connection));
    if (isSame) {
      String sql =
          "UPDATE user_collections SET count = ?, total_bytes = ?"
              + " WHERE {uid} = ? AND {collection} = ?";
      try (PreparedStatement statement = prepare(connection, sql)) {
        statement.setLong(1, look.exact().rows());
        statement.setLong(2, look.exact().bytes());
        bind(statement, 3);
        statement.executeUpdate();
      }
    }
    return isSame;
  }

  /** The row as it is now, locked as every writer of the collection locks it first. */
  private @Nullable Parent locked(Connection connection) throws SQLException {
    String sql =
        "SELECT {lastModified}, count, total_bytes FROM user_collections"
            + " WHERE {uid} = ? AND {collection} = ? FOR UPDATE";
    try (PreparedStatement statement = prepare(connection, sql)) {
      bind(statement, 1);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? parent(rows, 1) : null;
      }
    }
  }

  private void bind(PreparedStatement statement, int from) throws SQLException {
    statement.setLong(from, uid);
    statement.setInt(from + 1, collection);
  }

  private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    Dialect dialect = layout.dialect();
    return connection.prepareStatement(dialect.sql(sql, dialect.bsoTable(uid)));
  }
}
