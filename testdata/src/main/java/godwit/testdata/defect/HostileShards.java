package godwit.testdata.defect;

import godwit.testdata.load.ShardDialect;
import godwit.testdata.load.ShardLayout;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * Adds to a loaded shard what only real shards have. Each method commits, and returns what it did.
 * The uids given should be those of users already on the shard, except where a stranger is wanted.
 */
public final class HostileShards {
  /** The largest payload that servers accepted: 2 MiB. */
  public static final int LARGEST_ACCEPTED = 2 * 1024 * 1024;

  /** More than one Spanner cell can hold: 2,621,440 characters. */
  public static final int OVER_CELL_LIMIT = 3 * 1024 * 1024;

  private static final int BOOKMARKS = 7;
  private static final int ORPHAN = 4_242;
  private static final long NOW = 1_700_000_000_000L;

  private final Connection shard;
  private final ShardLayout layout;

  /** The connection stays open; the layout is the one that the shard was made with. */
  public HostileShards(Connection shard, ShardLayout layout) {
    this.shard = shard;
    this.layout = layout;
  }

  /** A record and its user collection whose collection id has no name anywhere. */
  public Hostile orphanCollection(long uid) throws SQLException {
    addCollection(uid, ORPHAN, NOW);
    addRecord(new Row(uid, ORPHAN, "orphan000001", NOW, never()), ascii("{}"));
    return new Hostile("collection without a name", uid, ORPHAN, "orphan000001");
  }

  /** A payload with the single byte 0xE9, which is é in latin1 and nothing in UTF-8. */
  public Hostile nonAsciiPayload(long uid) throws SQLException {
    byte[] payload = "{\"title\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    addRecord(new Row(uid, BOOKMARKS, "nonascii0001", NOW, never()), payload);
    return new Hostile("payload that is not ASCII", uid, BOOKMARKS, "nonascii0001");
  }

  /** A payload of exactly the largest size that servers accepted. */
  public Hostile largestPayload(long uid) throws SQLException {
    return bigPayload(uid, "largest00001", LARGEST_ACCEPTED);
  }

  /** A payload that the source can hold and the target cannot. */
  public Hostile payloadOverCellLimit(long uid) throws SQLException {
    return bigPayload(uid, "overlimit001", OVER_CELL_LIMIT);
  }

  private Hostile bigPayload(long uid, String id, int bytes) throws SQLException {
    addRecord(new Row(uid, BOOKMARKS, id, NOW, never()), ascii("x".repeat(bytes)));
    return new Hostile("payload of " + bytes + " bytes", uid, BOOKMARKS, id);
  }

  /**
   * A record whose id is that of another shard's but for the case of its letters.
   *
   * @param id the other shard's id; at least one letter
   */
  public Hostile idInOtherCase(long uid, String id) throws SQLException {
    String other = id.toUpperCase(Locale.ROOT);
    if (other.equals(id)) {
      other = id.toLowerCase(Locale.ROOT);
    }
    if (other.equals(id)) {
      throw new IllegalArgumentException("no letters in '" + id + "'; give an id with some");
    }
    addRecord(new Row(uid, BOOKMARKS, other, NOW, never()), ascii("{}"));
    return new Hostile("id in other case", uid, BOOKMARKS, other);
  }

  /** A hole in {@code bso0} to {@code bsoN-1}: the shard was resharded, or lost a table. */
  public Hostile tableGap(int table) throws SQLException {
    if (table < 0 || table >= layout.tables()) {
      throw new IllegalArgumentException(
          "no table " + table + "; the shard has " + layout.tables());
    }
    try (Statement drop = shard.createStatement()) {
      drop.execute("DROP TABLE bso" + table);
    }
    return new Hostile("table bso" + table + " is missing", 0, 0, null);
  }

  /** A user whom the tokenserver has never heard of. */
  public Hostile userWithoutAssignment(long stranger) throws SQLException {
    addCollection(stranger, BOOKMARKS, NOW);
    addRecord(new Row(stranger, BOOKMARKS, "stranger0001", NOW, never()), ascii("{}"));
    return new Hostile("user without an assignment", stranger, BOOKMARKS, "stranger0001");
  }

  /** A record in a collection of which the user has no row. */
  public Hostile recordWithoutCollection(long uid) throws SQLException {
    int tabs = 9;
    addRecord(new Row(uid, tabs, "parentless01", NOW, never()), ascii("{}"));
    return new Hostile("record without a user collection", uid, tabs, "parentless01");
  }

  /** A record that was last changed before 1970. */
  public Hostile negativeTime(long uid) throws SQLException {
    addRecord(new Row(uid, BOOKMARKS, "negative0001", -10, never()), ascii("{}"));
    return new Hostile("negative time", uid, BOOKMARKS, "negative0001");
  }

  /** A record from after the year 9999, the last that Spanner knows. */
  public Hostile hugeTime(long uid) throws SQLException {
    addRecord(new Row(uid, BOOKMARKS, "hugetime0001", 1L << 60, never()), ascii("{}"));
    return new Hostile("time after the year 9999", uid, BOOKMARKS, "hugetime0001");
  }

  /** A record whose expiry was never set: 0. */
  public Hostile zeroExpiry(long uid) throws SQLException {
    addRecord(new Row(uid, BOOKMARKS, "zeroexpiry01", NOW, 0), ascii("{}"));
    return new Hostile("expiry 0", uid, BOOKMARKS, "zeroexpiry01");
  }

  /**
   * A client state of which no user key can be made.
   *
   * @param tokenserver a connection to the tokenserver's schema
   * @param clientState empty, or up to 32 characters
   */
  public static Hostile brokenClientState(Connection tokenserver, long uid, String clientState)
      throws SQLException {
    try (PreparedStatement update =
        tokenserver.prepareStatement("UPDATE users SET client_state = ? WHERE uid = ?")) {
      update.setString(1, clientState);
      update.setLong(2, uid);
      if (update.executeUpdate() != 1) {
        throw new IllegalArgumentException("the tokenserver has no uid " + uid);
      }
    }
    commit(tokenserver);
    return new Hostile("client state '" + clientState + "'", uid, 0, null);
  }

  private record Row(long uid, int collection, String id, long modified, long expiry) {}

  private long never() {
    return layout.dialect() == ShardDialect.PYTHON ? 2_100_000_000L : NOW + 2_100_000_000_000L;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private boolean old() {
    return layout.dialect() == ShardDialect.RUST_2018;
  }

  private void addCollection(long uid, int collection, long modified) throws SQLException {
    String columns = old() ? "user_id,collection_id,modified" : "userid,collection,last_modified";
    try (PreparedStatement insert =
        shard.prepareStatement("INSERT INTO user_collections (" + columns + ") VALUES (?, ?, ?)")) {
      insert.setLong(1, uid);
      insert.setInt(2, collection);
      insert.setLong(3, modified);
      insert.executeUpdate();
    }
    commit(shard);
  }

  /**
   * The payload travels as the bytes that shall lie in the table, whatever the connection's
   * charset.
   */
  private void addRecord(Row row, byte[] payload) throws SQLException {
    String columns = old() ? "user_id,collection_id,expiry" : "userid,collection,ttl";
    String sql =
        "INSERT INTO "
            + layout.bsoTable(row.uid)
            + " ("
            + columns
            + ",id,modified,payload_size,payload)"
            + " VALUES (?, ?, ?, ?, ?, ?, CONVERT(? USING latin1))";
    try (PreparedStatement insert = shard.prepareStatement(sql)) {
      insert.setLong(1, row.uid);
      insert.setInt(2, row.collection);
      insert.setLong(3, row.expiry);
      insert.setString(4, row.id);
      insert.setLong(5, row.modified);
      insert.setInt(6, payload.length);
      insert.setBytes(7, payload);
      insert.executeUpdate();
    }
    commit(shard);
  }

  private static void commit(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.commit();
    }
  }
}
