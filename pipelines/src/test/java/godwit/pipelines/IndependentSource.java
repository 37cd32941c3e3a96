package godwit.pipelines;

import godwit.pipelines.IndependentRow.CollectionKey;
import godwit.pipelines.IndependentRow.RowKey;
import godwit.testdata.load.LoadedShard;
import godwit.testdata.load.ShardDialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What the shards hold of current users, by plain JDBC: shares no code with what it is to check.
 */
final class IndependentSource {
  /** Everything in SQL: the server's own base64, made safe for URLs. */
  private static final String CURRENT =
      """
      SELECT u.uid,
             CONCAT(SUBSTRING_INDEX(u.email, '@', 1), '/',
                    LPAD(IFNULL(u.keys_changed_at, u.generation), 13, '0'), '-',
                    REPLACE(REPLACE(REPLACE(TO_BASE64(UNHEX(u.client_state)),
                                            '+', '-'), '/', '_'), '=', ''))
        FROM users u JOIN nodes n ON n.id = u.nodeid
       WHERE n.node = ? AND u.replaced_at IS NULL AND u.generation < 9223372036854775807
         AND NOT EXISTS (SELECT 1 FROM users v
                          WHERE v.email = u.email AND v.created_at > u.created_at)
      """;

  private final Rehearsal rehearsal;

  IndependentSource(Rehearsal rehearsal) {
    this.rehearsal = rehearsal;
  }

  /** The current users of a shard, their keys by uid. */
  Map<Long, String> users(LoadedShard shard) throws SQLException {
    var users = new HashMap<Long, String>();
    try (Connection connection = rehearsal.connectTokenserver();
        PreparedStatement statement = connection.prepareStatement(CURRENT)) {
      statement.setString(1, shard.nodeUrl());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          users.put(rows.getLong(1), rows.getString(2));
        }
      }
    }
    return users;
  }

  /** The shard's names by id; an id without a name is {@code ?} and the id. */
  Map<Integer, String> names(LoadedShard shard) throws SQLException {
    var names = new HashMap<Integer, String>();
    for (int i = 1; i < StandardNames.BY_ID.size(); i++) {
      names.put(i, StandardNames.BY_ID.get(i));
    }
    names.put(0, "#0");
    String key = shard.layout().dialect() == ShardDialect.PYTHON ? "collectionid" : "id";
    try (Connection connection = rehearsal.connect(shard);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT "
                    + key
                    + ", name FROM collections WHERE name <> '' AND "
                    + key
                    + " > 13")) {
      while (rows.next()) {
        names.put(rows.getInt(1), rows.getString(2));
      }
    }
    return names;
  }

  /** Times of the current users' collections, in milliseconds. */
  void collections(LoadedShard shard, BiConsumer<CollectionKey, Long> each) throws SQLException {
    Map<Long, String> users = users(shard);
    Map<Integer, String> names = names(shard);
    boolean old = shard.layout().dialect() == ShardDialect.RUST_2018;
    String columns = old ? "user_id, collection_id, modified" : "userid, collection, last_modified";
    try (Connection connection = rehearsal.connect(shard);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT " + columns + " FROM user_collections")) {
      while (rows.next()) {
        String user = users.get(rows.getLong(1));
        if (user != null) {
          each.accept(new CollectionKey(user, name(names, rows.getInt(2))), rows.getLong(3));
        }
      }
    }
  }

  /** All records of the current users, expired ones too. */
  void rows(LoadedShard shard, BiConsumer<RowKey, IndependentRow> each) throws SQLException {
    Map<Long, String> users = users(shard);
    Map<Integer, String> names = names(shard);
    try (Connection connection = rehearsal.connect(shard)) {
      for (String table : tables(connection)) {
        rows(connection, shard, table, (uid, row) -> row(uid, row, users, names, each));
      }
    }
  }

  private record Raw(int collection, String id, String payload, IndependentRow row) {}

  private static void row(
      long uid,
      Raw raw,
      Map<Long, String> users,
      Map<Integer, String> names,
      BiConsumer<RowKey, IndependentRow> each) {
    String user = users.get(uid);
    if (user == null) {
      return;
    }
    var key = new RowKey(user, name(names, raw.collection()), raw.id());
    IndependentRow row = raw.row();
    String payload = IndependentRow.keep(key, raw.payload());
    each.accept(
        key,
        new IndependentRow(row.sortIndex(), payload, row.modifiedMicros(), row.expiryMicros()));
  }

  private static void rows(
      Connection connection, LoadedShard shard, String table, BiConsumer<Long, Raw> each)
      throws SQLException {
    boolean old = shard.layout().dialect() == ShardDialect.RUST_2018;
    long unit = shard.layout().dialect() == ShardDialect.PYTHON ? 1_000_000L : 1_000L;
    String columns = old ? "user_id, collection_id, expiry" : "userid, collection, ttl";
    String sql = "SELECT " + columns + ", id, sortindex, payload, modified FROM " + table;
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(Integer.MIN_VALUE);
      try (ResultSet row = statement.executeQuery(sql)) {
        while (row.next()) {
          Integer sortIndex = row.getObject(5, Integer.class);
          each.accept(
              row.getLong(1),
              new Raw(
                  row.getInt(2),
                  row.getString(4),
                  row.getString(6),
                  new IndependentRow(
                      sortIndex == null ? null : sortIndex.longValue(),
                      "",
                      row.getLong(7) * 1_000,
                      row.getLong(3) * unit)));
        }
      }
    }
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW TABLES LIKE 'bso%'")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  private static String name(Map<Integer, String> names, int id) {
    return names.getOrDefault(id, "?" + id);
  }

  /** Counts rows of the current users by the shard's server itself. */
  long count(LoadedShard shard) throws SQLException {
    Map<Long, String> users = users(shard);
    boolean old = shard.layout().dialect() == ShardDialect.RUST_2018;
    String uid = old ? "user_id" : "userid";
    long count = 0;
    try (Connection connection = rehearsal.connect(shard)) {
      for (String table : tables(connection)) {
        try (Statement statement = connection.createStatement();
            ResultSet rows =
                statement.executeQuery(
                    "SELECT " + uid + ", COUNT(*) FROM " + table + " GROUP BY 1")) {
          while (rows.next()) {
            count += users.containsKey(rows.getLong(1)) ? rows.getLong(2) : 0;
          }
        }
      }
    }
    return count;
  }
}
