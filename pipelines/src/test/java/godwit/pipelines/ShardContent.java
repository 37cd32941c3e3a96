package godwit.pipelines;

import godwit.testdata.load.LoadedShard;
import godwit.testdata.load.ShardDialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a shard holds of users, by plain JDBC: shares no code with what it is to check.
 *
 * @param times {@code last_modified} by {@code uid/collection id}
 * @param counters {@code count total_bytes} by the same, on shards that have them
 * @param rows every column by {@code uid/collection id/id}, the payload by its hash and length
 * @param batches records in batches by {@code uid/batch}
 */
public record ShardContent(
    SortedMap<String, String> times,
    SortedMap<String, String> counters,
    SortedMap<String, String> rows,
    SortedMap<String, String> batches) {

  /** Reads a shard. */
  public static ShardContent of(Rehearsal rehearsal, LoadedShard shard) {
    boolean old = shard.layout().dialect() == ShardDialect.RUST_2018;
    String user = old ? "user_id" : "userid";
    String collection = old ? "collection_id" : "collection";
    String place = "CONCAT(" + user + ", '/', " + collection;
    String key = place + ")";
    try (Connection connection = rehearsal.connect(shard)) {
      SortedMap<String, String> rows = new TreeMap<>();
      for (String table : tables(connection, "bso%")) {
        rows.putAll(
            map(
                connection,
                ("SELECT %s, '/', id), CONCAT_WS(' ', modified, %s, IFNULL(sortindex, '-'),"
                        + " payload_size, MD5(payload), LENGTH(payload)) FROM %s")
                    .formatted(place, old ? "expiry" : "ttl", table)));
      }
      String time = old ? "modified" : "last_modified";
      boolean counts = shard.layout().dialect() == ShardDialect.RUST;
      return new ShardContent(
          map(connection, "SELECT %s, %s FROM user_collections".formatted(key, time)),
          counts
              ? map(
                  connection,
                  ("SELECT %s, CONCAT(IFNULL(count, '-'), ' ', IFNULL(total_bytes, '-'))"
                          + " FROM user_collections")
                      .formatted(key))
              : new TreeMap<>(),
          rows,
          batches(connection, old));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SortedMap<String, String> batches(Connection connection, boolean old)
      throws SQLException {
    SortedMap<String, String> batches = new TreeMap<>();
    String heads =
        old
            ? "SELECT CONCAT(user_id, '/', id), MD5(bsos) FROM batches"
            : "SELECT CONCAT(userid, '/', batch), collection FROM batch_uploads";
    batches.putAll(map(connection, heads));
    for (String table : tables(connection, "batch_upload_items%")) {
      batches.putAll(
          map(
              connection,
              "SELECT CONCAT(userid, '/', batch, '/', id), MD5(payload) FROM " + table));
    }
    return batches;
  }

  private static List<String> tables(Connection connection, String like) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW TABLES LIKE '" + like + "'")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  private static SortedMap<String, String> map(Connection connection, String sql)
      throws SQLException {
    SortedMap<String, String> map = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        if (map.put(rows.getString(1), rows.getString(2)) != null) {
          throw new AssertionError("twice: " + rows.getString(1));
        }
      }
    }
    return map;
  }

  /** The counters as the rows say they should be, for collections that have them at all. */
  public SortedMap<String, String> recounted() {
    var sums = new TreeMap<String, long[]>();
    rows.forEach(
        (place, line) -> {
          long[] sum =
              sums.computeIfAbsent(
                  place.substring(0, place.indexOf('/', place.indexOf('/') + 1)),
                  name -> new long[2]);
          sum[0]++;
          sum[1] += Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
        });
    var counted = new TreeMap<String, String>();
    counters.forEach(
        (place, line) -> {
          long[] sum = sums.getOrDefault(place, new long[2]);
          counted.put(place, line.equals("- -") ? line : sum[0] + " " + sum[1]);
        });
    return counted;
  }
}
