package godwit.pipelines;

import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.Struct;
import godwit.model.UserKey;
import godwit.storage.RowDigest;
import godwit.storage.spanner.SpannerDatabase;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * All that a target holds, read by plain SQL and not by the pipelines' code: one line a row, with
 * names for collection ids, so that two targets can be compared whatever ids they gave out.
 *
 * @param collections time and counters by {@code user/collection}
 * @param rows columns by {@code user/collection/id}
 */
public record TargetContent(SortedMap<String, String> collections, SortedMap<String, String> rows) {
  private static final String COLLECTIONS =
      "SELECT fxa_uid, fxa_kid, collection_id, IFNULL((SELECT name FROM collections c WHERE"
          + " c.collection_id = u.collection_id), CAST(collection_id AS STRING)) AS name,"
          + " UNIX_MICROS(modified) AS modified, count, total_bytes FROM user_collections u";
  private static final String ROWS =
      "SELECT fxa_uid, fxa_kid, collection_id, bso_id, sortindex, payload,"
          + " UNIX_MICROS(modified) AS modified, UNIX_MICROS(expiry) AS expiry FROM bsos";

  /** Reads everybody. */
  public static TargetContent of(SpannerDatabase database) {
    return of(database, user -> true);
  }

  /** Reads some users. */
  public static TargetContent of(SpannerDatabase database, Predicate<UserKey> wanted) {
    var names = new TreeMap<String, String>();
    var collections = new TreeMap<String, String>();
    var rows = new TreeMap<String, String>();
    each(
        database,
        COLLECTIONS,
        row -> {
          String place = user(row).full() + "/" + row.getString("name");
          names.put(user(row).full() + "/" + row.getLong("collection_id"), place);
          if (wanted.test(user(row))) {
            collections.put(
                place,
                row.getLong("modified")
                    + " "
                    + number(row, "count")
                    + " "
                    + number(row, "total_bytes"));
          }
        });
    each(
        database,
        ROWS,
        row -> {
          if (wanted.test(user(row))) {
            String place = names.get(user(row).full() + "/" + row.getLong("collection_id"));
            rows.put(place + "/" + row.getString("bso_id"), line(row));
          }
        });
    return new TargetContent(collections, rows);
  }

  /** Time and counters as the rows say they should be, the time taken from the collection. */
  public SortedMap<String, String> recounted() {
    var counted = new TreeMap<String, String>();
    var counts = new TreeMap<String, long[]>();
    rows.forEach(
        (place, line) -> {
          long[] sum =
              counts.computeIfAbsent(
                  place.substring(0, place.lastIndexOf('/')), key -> new long[2]);
          sum[0]++;
          sum[1] += Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
        });
    collections.forEach(
        (place, line) -> {
          long[] sum = counts.getOrDefault(place, new long[2]);
          counted.put(place, line.substring(0, line.indexOf(' ')) + " " + sum[0] + " " + sum[1]);
        });
    return counted;
  }

  private static String line(Struct row) {
    String payload = row.getString("payload");
    return row.getLong("modified")
        + " "
        + row.getLong("expiry")
        + " "
        + number(row, "sortindex")
        + " "
        + RowDigest.ofPayload(payload)
        + " "
        + payload.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
  }

  private static String number(Struct row, String column) {
    return row.isNull(column) ? "-" : Long.toString(row.getLong(column));
  }

  private static UserKey user(Struct row) {
    return new UserKey(row.getString("fxa_uid"), row.getString("fxa_kid"));
  }

  private static void each(
      SpannerDatabase database, String sql, java.util.function.Consumer<Struct> taker) {
    int unused = database.scan(context -> each(context, sql, taker));
  }

  private static int each(
      ReadContext context, String sql, java.util.function.Consumer<Struct> taker) {
    try (ResultSet rows = context.executeQuery(Statement.of(sql))) {
      while (rows.next()) {
        taker.accept(rows.getCurrentRowAsStruct());
      }
      return 0;
    }
  }
}
