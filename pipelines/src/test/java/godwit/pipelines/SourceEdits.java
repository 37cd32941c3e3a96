package godwit.pipelines;

import godwit.testdata.load.LoadedShard;
import godwit.testdata.load.ShardDialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes a shard's rows as its server does for a client: each change moves the collection's time,
 * in the same transaction. For the dialects of {@link Rehearsal}.
 */
public final class SourceEdits implements AutoCloseable {
  private final LoadedShard shard;
  private final Connection connection;

  private SourceEdits(LoadedShard shard, Connection connection) {
    this.shard = shard;
    this.connection = connection;
  }

  /** Edits of one shard. */
  public static SourceEdits of(Rehearsal rehearsal, String shard) throws SQLException {
    LoadedShard loaded =
        rehearsal.loaded().shards().stream()
            .filter(one -> one.name().equals(shard))
            .findFirst()
            .orElseThrow();
    Connection connection = rehearsal.connect(loaded);
    connection.setAutoCommit(false);
    return new SourceEdits(loaded, connection);
  }

  /** Writes a record that never expires; a new one or over an old one. */
  public void put(long uid, int collection, String id, String payload, long at)
      throws SQLException {
    long never = isPython() ? 2_100_000_000L : at + 2_100_000_000_000L;
    update(
        "REPLACE INTO "
            + table(uid)
            + " (userid, collection, id, sortindex, payload,"
            + " payload_size, modified, ttl) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        uid,
        collection,
        id,
        null,
        payload,
        payload.length(),
        at,
        never);
    move(uid, collection, at);
  }

  /** Changes when a record expires; its own time stays. */
  public void expireAt(long uid, int collection, String id, long expiryMillis, long at)
      throws SQLException {
    update(
        "UPDATE " + table(uid) + " SET ttl = ? WHERE userid = ? AND collection = ? AND id = ?",
        isPython() ? expiryMillis / 1_000 : expiryMillis,
        uid,
        collection,
        id);
    move(uid, collection, at);
  }

  /** Deletes a record for good. */
  public void delete(long uid, int collection, String id, long at) throws SQLException {
    update(
        "DELETE FROM " + table(uid) + " WHERE userid = ? AND collection = ? AND id = ?",
        uid,
        collection,
        id);
    move(uid, collection, at);
  }

  /** Deletes a collection's records; the collection stays. */
  public void empty(long uid, int collection, long at) throws SQLException {
    update("DELETE FROM " + table(uid) + " WHERE userid = ? AND collection = ?", uid, collection);
    move(uid, collection, at);
  }

  /** Deletes a collection and its records. */
  public void drop(long uid, int collection) throws SQLException {
    update("DELETE FROM " + table(uid) + " WHERE userid = ? AND collection = ?", uid, collection);
    update("DELETE FROM user_collections WHERE userid = ? AND collection = ?", uid, collection);
    connection.commit();
  }

  /** Deletes all that a user has. */
  public void dropAll(long uid) throws SQLException {
    update("DELETE FROM " + table(uid) + " WHERE userid = ?", uid);
    update("DELETE FROM user_collections WHERE userid = ?", uid);
    connection.commit();
  }

  /** Moves a collection's time, as a write that leaves no other trace does. */
  public void move(long uid, int collection, long at) throws SQLException {
    update(
        "INSERT INTO user_collections (userid, collection, last_modified) VALUES (?, ?, ?)"
            + " ON DUPLICATE KEY UPDATE last_modified = VALUES(last_modified)",
        uid,
        collection,
        at);
    connection.commit();
  }

  /** Gives an id to a name that has none here. */
  public int name(String name) throws SQLException {
    update("INSERT INTO collections (name) VALUES (?)", name);
    connection.commit();
    String id = isPython() ? "collectionid" : "id";
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT " + id + " FROM collections WHERE name = ?")) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  /** The ids of a collection's records that are not expired, in the order of the key. */
  public List<String> ids(long uid, int collection) throws SQLException {
    long now = System.currentTimeMillis();
    String sql =
        "SELECT id FROM "
            + table(uid)
            + " WHERE userid = ? AND collection = ? AND ttl > ?"
            + " ORDER BY id";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, uid);
      statement.setInt(2, collection);
      statement.setLong(3, isPython() ? now / 1_000 : now);
      List<String> ids = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
      connection.commit();
      return ids;
    }
  }

  private boolean isPython() {
    return shard.layout().dialect() == ShardDialect.PYTHON;
  }

  private String table(long uid) {
    return shard.layout().bsoTable(uid);
  }

  private void update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
