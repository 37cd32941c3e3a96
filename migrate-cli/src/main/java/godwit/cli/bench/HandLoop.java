package godwit.cli.bench;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.Mutation;
import godwit.model.UserKey;
import godwit.storage.SecretRef;
import godwit.storage.mysql.MySqlConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ceiling: what somebody would write by hand who only wants the rows across. One reader, one
 * writer, no snapshot, no ledger, no check, no resume.
 */
final class HandLoop {
  private static final int ROWS_PER_COMMIT = 2_000;

  private final DatabaseClient client;
  private final Map<Long, UserKey> keys;
  private final Set<String> parents = new HashSet<>();
  private List<Mutation> group = new ArrayList<>();
  private int waiting;
  private long rows;

  HandLoop(DatabaseClient client, Map<Long, UserKey> keys) {
    this.client = client;
    this.keys = keys;
  }

  /**
   * Copies the unexpired rows of one shard and answers how many.
   *
   * @param shard how to reach it
   * @param keys the target's keys of the users to copy, by uid
   */
  static long copy(MySqlConfig shard, DatabaseClient client, Map<Long, UserKey> keys)
      throws SQLException {
    var loop = new HandLoop(client, keys);
    try (Connection connection = connect(shard)) {
      for (String table : tables(connection)) {
        loop.copyTable(connection, table);
      }
    }
    loop.flush();
    return loop.rows;
  }

  static Connection connect(MySqlConfig shard) throws SQLException {
    SecretRef password = shard.password();
    return DriverManager.getConnection(
        shard.url(), shard.user(), password == null ? "" : password.resolve());
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet names =
        connection.getMetaData().getTables(connection.getCatalog(), null, "bso%", null)) {
      while (names.next()) {
        tables.add(names.getString("TABLE_NAME"));
      }
    }
    return tables;
  }

  private void copyTable(Connection connection, String table) throws SQLException {
    boolean seconds = !table.equals("bso");
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(Integer.MIN_VALUE);
      try (ResultSet row =
          statement.executeQuery(
              "SELECT userid, collection, id, sortindex, payload, modified, ttl FROM "
                  + table
                  + " ORDER BY userid, collection, id")) {
        while (row.next()) {
          long expiry = row.getLong(7) * (seconds ? 1_000 : 1);
          if (expiry > System.currentTimeMillis()) {
            add(row, expiry);
          }
        }
      }
    }
  }

  private void add(ResultSet row, long expiry) throws SQLException {
    UserKey key = keys.get(row.getLong(1));
    if (key == null) {
      return;
    }
    if (parents.add(key.full() + row.getInt(2))) {
      group.add(parent(key, row.getInt(2)));
    }
    group.add(
        Mutation.newInsertOrUpdateBuilder("bsos")
            .set("fxa_uid")
            .to(key.fxaUid())
            .set("fxa_kid")
            .to(key.fxaKid())
            .set("collection_id")
            .to(row.getInt(2))
            .set("bso_id")
            .to(row.getString(3))
            .set("sortindex")
            .to(row.getObject(4) == null ? null : (long) row.getInt(4))
            .set("payload")
            .to(row.getString(5))
            .set("modified")
            .to(Timestamp.ofTimeMicroseconds(row.getLong(6) * 1_000))
            .set("expiry")
            .to(Timestamp.ofTimeMicroseconds(expiry * 1_000))
            .build());
    rows++;
    if (++waiting >= ROWS_PER_COMMIT) {
      flush();
    }
  }

  private static Mutation parent(UserKey key, int collection) {
    return Mutation.newInsertOrUpdateBuilder("user_collections")
        .set("fxa_uid")
        .to(key.fxaUid())
        .set("fxa_kid")
        .to(key.fxaKid())
        .set("collection_id")
        .to(collection)
        .set("modified")
        .to(Timestamp.now())
        .build();
  }

  private void flush() {
    if (!group.isEmpty()) {
      client.writeAtLeastOnce(group);
      group = new ArrayList<>();
      waiting = 0;
    }
  }
}
