package godwit.storage.mysql;

import godwit.storage.CollectionDigest;
import godwit.storage.CollectionRows;
import godwit.storage.RowFingerprint;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One collection of one user in a shard, digested by the shard's server. */
final class MySqlCollectionRows implements CollectionRows {
  private static final int IDS_PER_STATEMENT = 500;

  private final MySqlPool pool;
  private final Dialect dialect;
  private final long uid;
  private final int collection;

  MySqlCollectionRows(MySqlPool pool, Dialect dialect, long uid, int collection) {
    this.pool = pool;
    this.dialect = dialect;
    this.uid = uid;
    this.collection = collection;
  }

  @Override
  public Map<String, CollectionDigest> byPrefix(String prefix, Instant liveAt) {
    // Grouped as bytes: every text collation would join groups that differ in case or in spaces.
    String sql =
        """
        SELECT CAST(CONVERT(LEFT(id, %d) USING utf8mb4) AS BINARY) AS piece, %s
          FROM {bso} FORCE INDEX (PRIMARY)
         WHERE %s AND {expiry} > ?
         GROUP BY piece
        """
            .formatted(characters(prefix) + 1, DigestReader.DIGEST, condition(prefix));
    return pool.call(
        connection -> {
          Map<String, CollectionDigest> digests = new TreeMap<>();
          try (PreparedStatement statement = connection.prepareStatement(fill(sql))) {
            statement.setLong(bind(statement, prefix), dialect.visibleAbove(liveAt));
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                digests.put(
                    new String(rows.getBytes(1), StandardCharsets.UTF_8),
                    DigestReader.digest(rows, 2, pool.endpoint()));
              }
            }
          }
          return digests;
        });
  }

  @Override
  public List<RowFingerprint> rows(String prefix, Instant liveAt) {
    return fingerprints(
        condition(prefix) + " AND {expiry} > ?",
        statement -> statement.setLong(bind(statement, prefix), dialect.visibleAbove(liveAt)));
  }

  @Override
  public List<RowFingerprint> rows(Collection<String> ids) {
    Set<String> wanted = new HashSet<>(ids);
    List<String> distinct = List.copyOf(wanted);
    List<RowFingerprint> found = new ArrayList<>();
    for (int from = 0; from < distinct.size(); from += IDS_PER_STATEMENT) {
      int to = Math.min(distinct.size(), from + IDS_PER_STATEMENT);
      found.addAll(some(distinct.subList(from, to)));
    }
    // The column ignores case.
    found.removeIf(row -> !wanted.contains(row.id()));
    return found;
  }

  private List<RowFingerprint> some(List<String> ids) {
    return fingerprints(
        "{uid} = ? AND {collection} = ? AND id IN ("
            + Placeholders.of("{idParameter}", ids.size())
            + ")",
        statement -> {
          statement.setLong(1, uid);
          statement.setInt(2, collection);
          for (int i = 0; i < ids.size(); i++) {
            statement.setString(i + 3, ids.get(i));
          }
        });
  }

  /** Sets a statement's parameters. */
  @FunctionalInterface
  private interface Binder {
    void bind(PreparedStatement statement) throws SQLException;
  }

  private List<RowFingerprint> fingerprints(String condition, Binder binder) {
    String sql =
        """
        SELECT id, sortindex, modified, {expiry}, LEFT(SHA2({payload}, 256), 16)
          FROM {bso} FORCE INDEX (PRIMARY)
         WHERE %s
        """
            .formatted(condition);
    return pool.call(
        connection -> {
          List<RowFingerprint> fingerprints = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(fill(sql))) {
            binder.bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                fingerprints.add(fingerprint(rows));
              }
            }
          }
          return fingerprints;
        });
  }

  private RowFingerprint fingerprint(ResultSet rows) throws SQLException {
    String payload = rows.getString(5);
    if (payload == null) {
      throw DigestReader.tooLarge(pool.endpoint());
    }
    return new RowFingerprint(
        rows.getString(1),
        RowReader.nullableInt(rows, 2),
        Saturating.micros(rows.getLong(3)),
        Saturating.micros(dialect.expiryMillis(rows.getLong(4))),
        payload);
  }

  private String fill(String sql) {
    return dialect.sql(sql, dialect.bsoTable(uid));
  }

  /** The pattern finds a range of the index without regard to case, the bytes decide. */
  private static String condition(String prefix) {
    String all = "{uid} = ? AND {collection} = ?";
    return prefix.isEmpty()
        ? all
        : all
            + " AND id LIKE {idParameter} ESCAPE '|'"
            + " AND CAST(CONVERT(LEFT(id, %d) USING utf8mb4) AS BINARY) = ?"
                .formatted(characters(prefix));
  }

  private int bind(PreparedStatement statement, String prefix) throws SQLException {
    statement.setLong(1, uid);
    statement.setInt(2, collection);
    if (prefix.isEmpty()) {
      return 3;
    }
    statement.setString(3, prefix.replaceAll("[|%_]", "|$0") + "%");
    statement.setBytes(4, prefix.getBytes(StandardCharsets.UTF_8));
    return 5;
  }

  /** As the server counts them. */
  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }
}
