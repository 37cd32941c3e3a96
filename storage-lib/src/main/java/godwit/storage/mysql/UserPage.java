package godwit.storage.mysql;

import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.storage.SourceUser;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one page of a shard's users with what each stores, by grouped statements. */
public final class UserPage {
  private final Connection connection;
  private final Dialect dialect;
  private final Map<Long, Map<Integer, SourceUser.Collection>> users = new TreeMap<>();

  private UserPage(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** The users after a uid, about {@code limit} of them; none if there are no more. */
  static List<SourceUser> read(Connection connection, Dialect dialect, long uid, int limit)
      throws SQLException {
    UserPage page = new UserPage(connection, dialect);
    long last = page.lastUid(uid, limit);
    page.addTimes(uid, last);
    for (String table : dialect.bsoTables()) {
      page.addUsage(table, uid, last);
    }
    return page.users.entrySet().stream()
        .map(user -> new SourceUser(user.getKey(), List.copyOf(user.getValue().values())))
        .toList();
  }

  /** The uid that such a page ends with, or the highest there is if nothing comes after it. */
  public static long end(Connection connection, Dialect dialect, long uid, int limit)
      throws SQLException {
    return new UserPage(connection, dialect).lastUid(uid, limit);
  }

  /**
   * Where the page ends. Users with records but without a row in {@code user_collections} fall
   * between those that have one; only after the last of these, the BSO tables tell the end.
   */
  private long lastUid(long uid, int limit) throws SQLException {
    NavigableSet<Long> uids = uidsWithTimes(uid, limit);
    if (uids.size() < limit) {
      addUidsWithRecords(uid, limit, uids);
    }
    return uids.size() < limit
        ? Long.MAX_VALUE
        : uids.stream().skip(limit - 1L).findFirst().orElse(Long.MAX_VALUE);
  }

  private NavigableSet<Long> uidsWithTimes(long uid, int limit) throws SQLException {
    String sql =
        "SELECT DISTINCT {uid} FROM user_collections WHERE {uid} > ? ORDER BY {uid} LIMIT ?";
    NavigableSet<Long> uids = new TreeSet<>();
    try (PreparedStatement statement = connection.prepareStatement(dialect.sql(sql, ""))) {
      statement.setLong(1, uid);
      statement.setInt(2, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          uids.add(rows.getLong(1));
        }
      }
    }
    return uids;
  }

  /** The next user of a BSO table. */
  private record Next(long uid, String table) {}

  /** Merges the tables in the order of uids, until the lowest {@code limit} are known. */
  private void addUidsWithRecords(long uid, int limit, NavigableSet<Long> uids)
      throws SQLException {
    PriorityQueue<Next> queue = new PriorityQueue<>(Comparator.comparingLong(Next::uid));
    for (String table : dialect.bsoTables()) {
      addNext(table, uid, queue);
    }
    Next next = queue.poll();
    while (next != null && uids.headSet(next.uid(), true).size() < limit) {
      uids.add(next.uid());
      addNext(next.table(), next.uid(), queue);
      next = queue.poll();
    }
  }

  /** One dive into the index; SELECT DISTINCT would read every record of the users it finds. */
  private void addNext(String table, long uid, PriorityQueue<Next> queue) throws SQLException {
    String sql = "SELECT MIN({uid}) FROM {bso} WHERE {uid} > ?";
    try (PreparedStatement statement = connection.prepareStatement(dialect.sql(sql, table))) {
      statement.setLong(1, uid);
      try (ResultSet rows = statement.executeQuery()) {
        long found = rows.next() ? rows.getLong(1) : 0;
        if (!rows.wasNull()) {
          queue.add(new Next(found, table));
        }
      }
    }
  }

  private void addTimes(long after, long last) throws SQLException {
    String sql =
        """
        SELECT {uid}, {collection}, {lastModified} FROM user_collections
         WHERE {uid} > ? AND {uid} <= ?
        """;
    try (PreparedStatement statement = connection.prepareStatement(dialect.sql(sql, ""))) {
      statement.setLong(1, after);
      statement.setLong(2, last);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          int collection = rows.getInt(2);
          collections(rows.getLong(1))
              .put(
                  collection,
                  new SourceUser.Collection(collection, time(rows.getLong(3)), Usage.NONE));
        }
      }
    }
  }

  /** Null for a time that no target can hold: a damaged row must not stop the page it is in. */
  private static @Nullable SyncTimestamp time(long millis) {
    boolean inRange = millis >= 0 && millis <= SyncTimestamp.MAX_MILLIS;
    return inRange ? SyncTimestamp.ofMillis(millis) : null;
  }

  private void addUsage(String table, long after, long last) throws SQLException {
    // In the order of the primary key the groups come one after another, without a sort.
    String sql =
        """
        SELECT {uid}, {collection}, COUNT(*), COALESCE(SUM(LENGTH(payload)), 0)
          FROM {bso} FORCE INDEX (PRIMARY)
         WHERE {uid} > ? AND {uid} <= ?
         GROUP BY {uid}, {collection}
        """;
    try (PreparedStatement statement = connection.prepareStatement(dialect.sql(sql, table))) {
      statement.setLong(1, after);
      statement.setLong(2, last);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          addUsage(
              collections(rows.getLong(1)),
              rows.getInt(2),
              new Usage(rows.getLong(3), rows.getLong(4)));
        }
      }
    }
  }

  private static void addUsage(
      Map<Integer, SourceUser.Collection> collections, int id, Usage usage) {
    SourceUser.Collection known = collections.get(id);
    SyncTimestamp time = known == null ? null : known.lastModified();
    collections.put(id, new SourceUser.Collection(id, time, usage));
  }

  private Map<Integer, SourceUser.Collection> collections(long uid) {
    return users.computeIfAbsent(uid, key -> new TreeMap<>());
  }
}
