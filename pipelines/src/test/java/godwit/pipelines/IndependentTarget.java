package godwit.pipelines;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import godwit.pipelines.IndependentRow.CollectionKey;
import godwit.pipelines.IndependentRow.RowKey;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What Spanner holds, by plain SQL. */
final class IndependentTarget {
  private final DatabaseClient client;

  IndependentTarget(DatabaseClient client) {
    this.client = client;
  }

  /**
   * A collection's own row.
   *
   * @param modifiedMicros its time in microseconds since the epoch
   * @param count its counter of rows, or null
   * @param bytes its counter of bytes, or null
   */
  record Collection(long modifiedMicros, @Nullable Long count, @Nullable Long bytes) {}

  Map<Long, String> names() {
    var names = new HashMap<Long, String>();
    for (int i = 0; i < StandardNames.BY_ID.size(); i++) {
      names.put((long) i, StandardNames.BY_ID.get(i));
    }
    try (ResultSet rows = query("SELECT collection_id, name FROM collections")) {
      while (rows.next()) {
        String before = names.put(rows.getLong(0), rows.getString(1));
        if (before != null && !before.equals(rows.getString(1))) {
          throw new AssertionError(
              "id " + rows.getLong(0) + " is " + before + " and " + rows.getString(1));
        }
      }
    }
    return names;
  }

  void collections(BiConsumer<CollectionKey, Collection> each) {
    Map<Long, String> names = names();
    try (ResultSet rows =
        query(
            "SELECT fxa_uid, fxa_kid, collection_id, modified, count, total_bytes"
                + " FROM user_collections")) {
      while (rows.next()) {
        each.accept(
            new CollectionKey(user(rows), name(names, rows.getLong(2))),
            new Collection(micros(rows.getTimestamp(3)), number(rows, 4), number(rows, 5)));
      }
    }
  }

  /** All records, with the length of each payload in bytes as Spanner counts it. */
  void rows(BiConsumer<RowKey, Stored> each) {
    Map<Long, String> names = names();
    try (ResultSet rows =
        query(
            "SELECT fxa_uid, fxa_kid, collection_id, bso_id, sortindex, payload, modified, expiry,"
                + " IFNULL(BYTE_LENGTH(payload), 0) FROM bsos")) {
      while (rows.next()) {
        var key = new RowKey(user(rows), name(names, rows.getLong(2)), rows.getString(3));
        String payload = rows.isNull(5) ? "NULL" : IndependentRow.keep(key, rows.getString(5));
        var row =
            new IndependentRow(
                number(rows, 4),
                payload,
                micros(rows.getTimestamp(6)),
                micros(rows.getTimestamp(7)));
        each.accept(key, new Stored(row, rows.getLong(8)));
      }
    }
  }

  /** A record and its payload's bytes. */
  record Stored(IndependentRow row, long bytes) {}

  /** One number of a statement that answers one row. */
  long number(String sql) {
    try (ResultSet rows = query(sql)) {
      rows.next();
      return rows.getLong(0);
    }
  }

  private ResultSet query(String sql) {
    return client.singleUse().executeQuery(Statement.of(sql));
  }

  private static String user(ResultSet row) {
    return row.getString(0) + "/" + row.getString(1);
  }

  private static String name(Map<Long, String> names, long id) {
    return names.getOrDefault(id, "?" + id);
  }

  private static @Nullable Long number(ResultSet row, int column) {
    return row.isNull(column) ? null : row.getLong(column);
  }

  private static long micros(Timestamp time) {
    if (time.getNanos() % 1_000 != 0) {
      throw new AssertionError("a part of a microsecond: " + time);
    }
    return time.getSeconds() * 1_000_000 + time.getNanos() / 1_000;
  }
}
