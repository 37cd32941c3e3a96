package godwit.sweep.mysql;

import godwit.storage.mysql.Saturating;
import godwit.storage.mysql.UserPage;
import godwit.sweep.Owner;
import godwit.sweep.OwnerRange;
import godwit.sweep.SweepOwner;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lists a shard's users by keys alone, without looking at a record. */
final class SweepOwners {
  private static final SweepOwner.Collection UNKNOWN = new SweepOwner.Collection(null, null, null);

  /** Users have ten collections or so. */
  private static final int COLLECTIONS_PER_USER = 16;

  private final Connection connection;
  private final SweepLayout layout;

  SweepOwners(Connection connection, SweepLayout layout) {
    this.connection = connection;
    this.layout = layout;
  }

  /**
   * The next users of a stretch, about {@code limit} of them. Users that have records but no row in
   * {@code user_collections} can be any number; the page ends before there are too many of them.
   */
  List<SweepOwner> page(UidRange range, int limit) throws SQLException {
    if (range.after() >= range.last()) {
      return List.of();
    }
    long end = UserPage.end(connection, layout.dialect(), range.after(), limit);
    var page = new UidRange(range.after(), Math.min(end, range.last()));
    TreeMap<Long, Map<Integer, SweepOwner.Collection>> users = new TreeMap<>();
    addRows(page, users);
    for (String table : layout.tables()) {
      long last = addPresent(table, page, Math.multiplyExact(limit, COLLECTIONS_PER_USER), users);
      page = new UidRange(page.after(), last);
      users.tailMap(last, false).clear();
    }
    return users.entrySet().stream()
        .map(user -> new SweepOwner(new Owner.Uid(user.getKey()), user.getValue()))
        .toList();
  }

  private void addRows(UidRange page, Map<Long, Map<Integer, SweepOwner.Collection>> users)
      throws SQLException {
    String counters = layout.hasCounters() ? "count, total_bytes" : "NULL, NULL";
    String sql =
        "SELECT {uid}, {collection}, {lastModified}, "
            + counters
            + " FROM user_collections WHERE {uid} > ? AND {uid} <= ?";
    try (PreparedStatement statement = prepare(sql, "", page);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        users
            .computeIfAbsent(rows.getLong(1), uid -> new TreeMap<>())
            .put(
                rows.getInt(2),
                new SweepOwner.Collection(
                    Saturating.micros(rows.getLong(3)),
                    rows.getObject(4, Long.class),
                    rows.getObject(5, Long.class)));
      }
    }
  }

  /**
   * Adds collections with records, found by skipping from key to key.
   *
   * @return the last uid of which all were read
   */
  private long addPresent(
      String table, UidRange page, int most, Map<Long, Map<Integer, SweepOwner.Collection>> users)
      throws SQLException {
    String sql =
        "SELECT DISTINCT {uid}, {collection} FROM {bso} WHERE {uid} > ? AND {uid} <= ?"
            + " ORDER BY {uid}, {collection} LIMIT "
            + (most + 1);
    long first = page.last();
    long last = page.last();
    int count = 0;
    try (PreparedStatement statement = prepare(sql, table, page);
        ResultSet rows = statement.executeQuery()) {
      for (; rows.next(); count++) {
        last = rows.getLong(1);
        first = count == 0 ? last : first;
        users.computeIfAbsent(last, uid -> new TreeMap<>()).putIfAbsent(rows.getInt(2), UNKNOWN);
      }
    }
    if (count <= most) {
      return page.last();
    }
    // The last one may have more. Somebody alone with that many collections is read whole.
    return last > first
        ? last - 1
        : addPresent(table, new UidRange(first - 1, first), Integer.MAX_VALUE - 1, users);
  }

  private PreparedStatement prepare(String sql, String table, UidRange page) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(layout.dialect().sql(sql, table));
    statement.setLong(1, page.after());
    statement.setLong(2, page.last());
    return statement;
  }

  /** Cuts a stretch into pieces of as many uids each, between the lowest and the highest there. */
  List<OwnerRange> split(OwnerRange range, int pieces) throws SQLException {
    UidRange whole = UidRange.of(range);
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    List<String> tables = new ArrayList<>(layout.tables());
    tables.add("user_collections");
    for (String table : tables) {
      String sql = "SELECT MIN({uid}), MAX({uid}) FROM {bso} WHERE {uid} > ? AND {uid} <= ?";
      try (PreparedStatement statement = prepare(sql, table, whole);
          ResultSet rows = statement.executeQuery()) {
        Long first = rows.next() ? rows.getObject(1, Long.class) : null;
        if (first != null) {
          low = Math.min(low, first);
          high = Math.max(high, rows.getLong(2));
        }
      }
    }
    return low > high ? List.of(range) : cut(range, low, high, pieces);
  }

  private static List<OwnerRange> cut(OwnerRange range, long low, long high, int pieces) {
    long count = Math.min(pieces, high - low + 1);
    List<OwnerRange> ranges = new ArrayList<>();
    String from = range.from();
    for (long i = 1; i < count; i++) {
      String until = Long.toString(low + (high - low + 1) / count * i);
      ranges.add(new OwnerRange(from, until));
      from = until;
    }
    ranges.add(new OwnerRange(from, range.until()));
    return ranges;
  }
}
