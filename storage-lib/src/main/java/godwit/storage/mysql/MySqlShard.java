package godwit.storage.mysql;

import godwit.model.CollectionName;
import godwit.storage.BulkSource;
import godwit.storage.CollectionDigest;
import godwit.storage.CollectionRows;
import godwit.storage.RowPosition;
import godwit.storage.RowRange;
import godwit.storage.SourceSnapshot;
import godwit.storage.SourceUser;
import godwit.storage.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A shard of either dialect, for reading in bulk. Nothing here writes. A {@code lastModified} that
 * no target can hold is left out of {@link #usersAfter}, and shown as it is by {@link
 * #collectionTimes}.
 */
public final class MySqlShard implements BulkSource {
  private static final int USERS_PER_STATEMENT = 500;

  private final String shard;
  private final MySqlPool pool;
  private final Dialect dialect;

  private MySqlShard(String shard, MySqlPool pool, Dialect dialect) {
    this.shard = shard;
    this.pool = pool;
    this.dialect = dialect;
  }

  /**
   * Connects and probes the dialect.
   *
   * @param shard its name in the configuration
   * @throws StorageException of kind UNREACHABLE if it cannot be reached, UNSUITABLE if its schema
   *     is unknown or contradicts itself; the message says what to look at
   */
  public static MySqlShard open(String shard, MySqlConfig config) {
    MySqlPool pool = MySqlPool.open("shard '" + shard + "'", config);
    try {
      Dialect dialect = pool.call(connection -> SchemaProbe.probe(connection, pool.endpoint()));
      MySqlShard opened = new MySqlShard(shard, pool, dialect);
      opened.collectionNames();
      return opened;
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  /** One line for people, such as "Python server, 20 tables bso0..bso19, ttl in seconds". */
  public String describe() {
    return dialect.describe();
  }

  @Override
  public String shard() {
    return shard;
  }

  @Override
  public Map<Integer, CollectionName> collectionNames() {
    return pool.call(connection -> NamedCollections.read(connection, dialect, pool.endpoint()));
  }

  @Override
  public List<SourceUser> usersAfter(long uid, int limit) {
    return pool.call(connection -> UserPage.read(connection, dialect, uid, limit));
  }

  @Override
  public SourceSnapshot snapshot(long uid) {
    return MySqlSnapshot.open(pool, dialect, uid);
  }

  @Override
  public List<RowRange> split(long uid, long rowsPerRange) {
    if (rowsPerRange < 1) {
      throw new IllegalArgumentException("rows per range: " + rowsPerRange + " is below 1");
    }
    return pool.call(
        connection -> {
          List<RowRange> ranges = new ArrayList<>();
          RowPosition after = null;
          RowPosition end = endOfRange(connection, uid, after, rowsPerRange);
          while (end != null) {
            ranges.add(new RowRange(after, end));
            after = end;
            end = endOfRange(connection, uid, after, rowsPerRange);
          }
          ranges.add(new RowRange(after, null));
          return ranges;
        });
  }

  private @Nullable RowPosition endOfRange(
      Connection connection, long uid, @Nullable RowPosition after, long rowsPerRange)
      throws SQLException {
    RowCondition condition = RowCondition.between(uid, after, null);
    // The offset counts within one range only, so that together the key is read once.
    String sql =
        "SELECT {collection}, id FROM {bso} FORCE INDEX (PRIMARY) WHERE "
            + condition.sql()
            + " ORDER BY {collection}, id LIMIT 1 OFFSET ?";
    try (PreparedStatement statement = connection.prepareStatement(fill(sql, uid))) {
      statement.setLong(condition.bind(statement), rowsPerRange - 1);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? new RowPosition(rows.getInt(1), rows.getString(2)) : null;
      }
    }
  }

  private String fill(String sql, long uid) {
    return dialect.sql(sql, dialect.bsoTable(uid));
  }

  @Override
  public Map<Long, Map<Integer, CollectionDigest>> digests(Collection<Long> uids, Instant liveAt) {
    Map<Long, Map<Integer, CollectionDigest>> digests = new TreeMap<>();
    Map<String, List<Long>> byTable =
        uids.stream().distinct().sorted().collect(Collectors.groupingBy(dialect::bsoTable));
    byTable.forEach(
        (table, users) ->
            chunks(users).forEach(chunk -> addDigests(table, chunk, liveAt, digests)));
    return digests;
  }

  private void addDigests(
      String table,
      List<Long> uids,
      Instant liveAt,
      Map<Long, Map<Integer, CollectionDigest>> digests) {
    String sql =
        """
        SELECT {uid}, {collection}, %s
          FROM {bso} FORCE INDEX (PRIMARY)
         WHERE {uid} IN (%s) AND {expiry} > ?
         GROUP BY {uid}, {collection}
        """
            .formatted(DigestReader.DIGEST, Placeholders.of("?", uids.size()));
    pool.call(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(dialect.sql(sql, table))) {
            statement.setLong(bind(statement, uids), dialect.visibleAbove(liveAt));
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                digests
                    .computeIfAbsent(rows.getLong(1), user -> new TreeMap<>())
                    .put(rows.getInt(2), DigestReader.digest(rows, 3, pool.endpoint()));
              }
            }
          }
          return digests;
        });
  }

  @Override
  public Map<Long, Map<Integer, Long>> collectionTimes(Collection<Long> uids) {
    Map<Long, Map<Integer, Long>> times = new TreeMap<>();
    chunks(uids.stream().distinct().sorted().toList()).forEach(chunk -> addTimes(chunk, times));
    return times;
  }

  private void addTimes(List<Long> uids, Map<Long, Map<Integer, Long>> times) {
    String sql =
        "SELECT {uid}, {collection}, {lastModified} FROM user_collections WHERE {uid} IN ("
            + Placeholders.of("?", uids.size())
            + ")";
    pool.call(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(dialect.sql(sql, ""))) {
            bind(statement, uids);
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                times
                    .computeIfAbsent(rows.getLong(1), user -> new TreeMap<>())
                    .put(rows.getInt(2), rows.getLong(3));
              }
            }
          }
          return times;
        });
  }

  private static int bind(PreparedStatement statement, List<Long> uids) throws SQLException {
    for (int i = 0; i < uids.size(); i++) {
      statement.setLong(i + 1, uids.get(i));
    }
    return uids.size() + 1;
  }

  private static List<List<Long>> chunks(List<Long> uids) {
    List<List<Long>> chunks = new ArrayList<>();
    for (int from = 0; from < uids.size(); from += USERS_PER_STATEMENT) {
      chunks.add(uids.subList(from, Math.min(uids.size(), from + USERS_PER_STATEMENT)));
    }
    return chunks;
  }

  @Override
  public CollectionRows rowsOf(long uid, int collection) {
    return new MySqlCollectionRows(pool, dialect, uid, collection);
  }

  @Override
  public void close() {
    pool.close();
  }
}
