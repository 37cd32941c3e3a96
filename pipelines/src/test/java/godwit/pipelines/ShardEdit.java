package godwit.pipelines;

import godwit.testdata.load.LoadedShard;
import godwit.testdata.load.ShardLayout;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Statements against a loaded shard, written once for all dialects: {@code {uid}}, {@code
 * {collection}}, {@code {expiry}}, {@code {modified}} (of a user collection) and {@code {key}} (of
 * a collection's name) are columns.
 */
public final class ShardEdit implements AutoCloseable {
  private final LoadedShard shard;
  private final Connection connection;

  private ShardEdit(LoadedShard shard, Connection connection) {
    this.shard = shard;
    this.connection = connection;
  }

  /** Opens a connection of its own. */
  public static ShardEdit of(Rehearsal rehearsal, LoadedShard shard) throws SQLException {
    return new ShardEdit(shard, rehearsal.connect(shard));
  }

  /** The connection. */
  public Connection connection() {
    return connection;
  }

  /** Runs a statement and answers how many rows it changed. */
  public int run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(fill(sql));
    }
  }

  /** The first column of the first row. */
  public long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(fill(sql))) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** The BSO table of a user. */
  public String bso(long uid) {
    return shard.layout().bsoTable(uid);
  }

  /** Adds a user collection. */
  public void addCollection(long uid, int collection, long modified) throws SQLException {
    run(
        "INSERT INTO user_collections ({uid}, {collection}, {modified}) VALUES (%d, %d, %d)"
            .formatted(uid, collection, modified));
  }

  /** Adds a record that never expires. */
  public void addRecord(long uid, int collection, String id, long modified) throws SQLException {
    String never = isPython() ? "2100000000" : "3153600000000";
    run(
        ("INSERT INTO %s ({uid}, {collection}, id, modified, payload_size, payload, {expiry})"
                + " VALUES (%d, %d, '%s', %d, 7, 'payload', %s)")
            .formatted(bso(uid), uid, collection, id, modified, never));
  }

  /** Gives a collection id a name. */
  public void name(int collection, String name) throws SQLException {
    run("INSERT INTO collections ({key}, name) VALUES (%d, '%s')".formatted(collection, name));
  }

  private boolean isPython() {
    return !shard.layout().equals(ShardLayout.rust())
        && !shard.layout().equals(ShardLayout.rust2018());
  }

  private String fill(String sql) {
    boolean old = shard.layout().equals(ShardLayout.rust2018());
    return sql.replace("{uid}", old ? "user_id" : "userid")
        .replace("{collection}", old ? "collection_id" : "collection")
        .replace("{expiry}", old ? "expiry" : "ttl")
        .replace("{modified}", old ? "modified" : "last_modified")
        .replace("{key}", isPython() ? "collectionid" : "id");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
