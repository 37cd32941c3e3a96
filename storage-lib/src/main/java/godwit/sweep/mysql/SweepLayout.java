package godwit.sweep.mysql;

import godwit.storage.mysql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a sweep has to know of a shard beside its dialect.
 *
 * @param dialect names and units
 * @param hasCounters whether {@code user_collections} has {@code count} and {@code total_bytes}
 * @param batches how open batches are kept
 * @param expiryIndexes the index that begins with the expiry, by BSO table; absent if there is none
 */
record SweepLayout(
    Dialect dialect, boolean hasCounters, Batches batches, Map<String, String> expiryIndexes) {
  /** How open batches are kept. */
  enum Batches {
    /** Not at all: a server older than batches. */
    NONE,
    /** One row a batch, and a row a record elsewhere. */
    ITEMS,
    /** One row a batch, with its records as lines of JSON. */
    LINES
  }

  SweepLayout {
    expiryIndexes = Map.copyOf(expiryIndexes);
  }

  static SweepLayout probe(Connection connection, Dialect dialect) throws SQLException {
    Set<String> counters =
        names(
            connection,
            """
            SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS
             WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'user_collections'
            """);
    Set<String> tables =
        names(
            connection,
            """
            SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES
             WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE 'batch%'
            """);
    return new SweepLayout(
        dialect,
        counters.containsAll(Set.of("count", "total_bytes")),
        batches(tables),
        expiryIndexes(connection, dialect));
  }

  private static Batches batches(Set<String> tables) {
    if (tables.contains("batch_uploads")) {
      return Batches.ITEMS;
    }
    return tables.contains("batches") ? Batches.LINES : Batches.NONE;
  }

  private static Set<String> names(Connection connection, String sql) throws SQLException {
    Set<String> names = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static Map<String, String> expiryIndexes(Connection connection, Dialect dialect)
      throws SQLException {
    String sql =
        """
        SELECT TABLE_NAME, INDEX_NAME FROM INFORMATION_SCHEMA.STATISTICS
         WHERE TABLE_SCHEMA = DATABASE() AND SEQ_IN_INDEX = 1 AND COLUMN_NAME = ?
        """;
    Map<String, String> indexes = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, dialect.names().expiry());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          indexes.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    return indexes;
  }

  /** Whether the table has an index that begins with the expiry. */
  boolean hasExpiryIndex(String table) {
    return expiryIndexes.containsKey(table);
  }

  /** The index to look for expired rows in: without one of its own the whole table is read. */
  String expiryIndex(String table) {
    return "`" + expiryIndexes.getOrDefault(table, "PRIMARY") + "`";
  }

  /** Where a batch's records are: chosen by the batch, not by the user. */
  String itemTable(long batch) {
    String suffix = dialect.bsoTable(batch).substring("bso".length());
    return "`batch_upload_items" + suffix + "`";
  }

  /** The BSO tables that may hold rows of those uids: one of them for a single user. */
  List<String> tables() {
    return dialect.bsoTables();
  }
}
