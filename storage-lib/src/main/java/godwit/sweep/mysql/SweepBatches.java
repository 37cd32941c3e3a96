package godwit.sweep.mysql;

import godwit.storage.mysql.Placeholders;
import godwit.sweep.DeadBatch;
import godwit.sweep.Owner;
import godwit.sync.BatchStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The batches of a shard. An id is the batch's first moment in milliseconds, with the user in its
 * last digit, so that the primary key finds old and new ones.
 */
final class SweepBatches {
  private final Connection connection;
  private final SweepLayout layout;

  SweepBatches(Connection connection, SweepLayout layout) {
    this.connection = connection;
    this.layout = layout;
  }

  /** The last id that is dead at that moment. */
  static long lastDead(long nowMillis) {
    return nowMillis - BatchStore.LIFETIME_MILLIS;
  }

  /** Tells of a record's id whether an open batch is about to write it. */
  Function<String, Boolean> held(long uid, int collection, long nowMillis) throws SQLException {
    if (layout.batches() == SweepLayout.Batches.NONE) {
      return id -> false;
    }
    List<Long> open = open(uid, collection, nowMillis);
    if (layout.batches() == SweepLayout.Batches.LINES) {
      // The lines would have to be parsed; a batch lives two hours only, so that all rows wait.
      return id -> !open.isEmpty();
    }
    Set<String> ids = new HashSet<>();
    for (long batch : open) {
      String sql = "SELECT id FROM " + layout.itemTable(batch) + " WHERE batch = ? AND {uid} = ?";
      try (PreparedStatement statement = prepare(sql)) {
        statement.setLong(1, batch);
        statement.setLong(2, uid);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            ids.add(rows.getString(1));
          }
        }
      }
    }
    return ids::contains;
  }

  private List<Long> open(long uid, int collection, long nowMillis) throws SQLException {
    String sql =
        "SELECT "
            + key()
            + " FROM "
            + table()
            + " WHERE "
            + key()
            + " > ? AND {uid} = ? AND {collection} = ?";
    List<Long> open = new ArrayList<>();
    try (PreparedStatement statement = prepare(sql)) {
      statement.setLong(1, lastDead(nowMillis));
      statement.setLong(2, uid);
      statement.setInt(3, collection);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          open.add(rows.getLong(1));
        }
      }
    }
    return open;
  }

  /** The next dead batches of a stretch, behind one of them. */
  List<DeadBatch> page(
      UidRange range, long cutOffMillis, Set<Integer> collections, int limit, long[] behind)
      throws SQLException {
    if (layout.batches() == SweepLayout.Batches.NONE) {
      return List.of();
    }
    String sql =
        "SELECT %1$s, {uid}, {collection} FROM %2$s WHERE %1$s <= ? AND {uid} > ? AND {uid} <= ?"
                .formatted(key(), table())
            + " AND (%1$s > ? OR (%1$s = ? AND {uid} > ?))".formatted(key())
            + in(collections)
            + " ORDER BY %s, {uid} LIMIT ?".formatted(key());
    List<DeadBatch> page = new ArrayList<>();
    try (PreparedStatement statement = prepare(sql)) {
      int next = 1;
      statement.setLong(next++, lastDead(cutOffMillis));
      statement.setLong(next++, range.after());
      statement.setLong(next++, range.last());
      statement.setLong(next++, behind[0]);
      statement.setLong(next++, behind[0]);
      statement.setLong(next++, behind[1]);
      for (int collection : collections) {
        statement.setInt(next++, collection);
      }
      statement.setInt(next, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          page.add(batch(rows.getLong(1), rows.getLong(2), rows.getInt(3)));
        }
      }
    }
    return page;
  }

  private static String in(Set<Integer> collections) {
    return collections.isEmpty()
        ? ""
        : " AND {collection} IN (" + Placeholders.of("?", collections.size()) + ")";
  }

  private DeadBatch batch(long id, long uid, int collection) throws SQLException {
    long items = 0;
    if (layout.batches() == SweepLayout.Batches.ITEMS) {
      String sql =
          "SELECT COUNT(*) FROM " + layout.itemTable(id) + " WHERE batch = ? AND {uid} = ?";
      try (PreparedStatement statement = prepare(sql)) {
        statement.setLong(1, id);
        statement.setLong(2, uid);
        try (ResultSet rows = statement.executeQuery()) {
          items = rows.next() ? rows.getLong(1) : 0;
        }
      }
    }
    return new DeadBatch(new Owner.Uid(uid), collection, Long.toString(id), items);
  }

  boolean delete(DeadBatch batch, long cutOffMillis) throws SQLException {
    long id = Long.parseLong(batch.id());
    if (id > lastDead(cutOffMillis)) {
      return false;
    }
    long uid = UidRange.uid(batch.owner());
    if (layout.batches() == SweepLayout.Batches.ITEMS) {
      run("DELETE FROM " + layout.itemTable(id) + " WHERE batch = ? AND {uid} = ?", id, uid);
    }
    return run("DELETE FROM " + table() + " WHERE " + key() + " = ? AND {uid} = ?", id, uid) > 0;
  }

  private int run(String sql, long batch, long uid) throws SQLException {
    try (PreparedStatement statement = prepare(sql)) {
      statement.setLong(1, batch);
      statement.setLong(2, uid);
      return statement.executeUpdate();
    }
  }

  private String table() {
    return layout.batches() == SweepLayout.Batches.LINES ? "batches" : "batch_uploads";
  }

  private String key() {
    return layout.batches() == SweepLayout.Batches.LINES ? "batches.id" : "batch";
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(layout.dialect().sql(sql, ""));
  }
}
