package godwit.storage.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a schema as INFORMATION_SCHEMA tells them.
 *
 * @param tables by name
 */
public record Catalog(Map<String, Table> tables) {
  /**
   * One table.
   *
   * @param columns by name
   * @param indexes columns of each index in their order, by the index's name
   */
  public record Table(Map<String, Column> columns, Map<String, List<String>> indexes) {
    /** Whether there is such a column. */
    public boolean has(String column) {
      return columns.containsKey(column);
    }

    /** The columns of the primary key, in order; empty if there is none. */
    List<String> primaryKey() {
      return indexes.getOrDefault("PRIMARY", List.of());
    }

    /** Whether the largest value of a column can be had without a scan. */
    boolean isIndexedFirst(String column) {
      return indexes.values().stream().anyMatch(index -> index.get(0).equals(column));
    }
  }

  /**
   * One column.
   *
   * @param type as in {@code int} or {@code varchar}
   * @param charset of a text column, else null
   * @param collation of a text column, else null
   */
  public record Column(String type, @Nullable String charset, @Nullable String collation) {}

  /** Whether there is such a table. */
  public boolean has(String table) {
    return tables.containsKey(table);
  }

  /** Reads the connection's schema. */
  public static Catalog read(Connection connection) throws SQLException {
    Map<String, Table> tables = new TreeMap<>();
    String columns =
        """
        SELECT TABLE_NAME, COLUMN_NAME, LOWER(DATA_TYPE), CHARACTER_SET_NAME, COLLATION_NAME
          FROM INFORMATION_SCHEMA.COLUMNS
         WHERE TABLE_SCHEMA = DATABASE()
         ORDER BY TABLE_NAME, ORDINAL_POSITION
        """;
    try (PreparedStatement statement = connection.prepareStatement(columns);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        tables
            .computeIfAbsent(
                rows.getString(1), name -> new Table(new LinkedHashMap<>(), new TreeMap<>()))
            .columns()
            .put(
                rows.getString(2),
                new Column(rows.getString(3), rows.getString(4), rows.getString(5)));
      }
    }
    addIndexes(connection, tables);
    return new Catalog(tables);
  }

  private static void addIndexes(Connection connection, Map<String, Table> tables)
      throws SQLException {
    String indexes =
        """
        SELECT TABLE_NAME, INDEX_NAME, COLUMN_NAME
          FROM INFORMATION_SCHEMA.STATISTICS
         WHERE TABLE_SCHEMA = DATABASE()
         ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX
        """;
    try (PreparedStatement statement = connection.prepareStatement(indexes);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Table table = tables.get(rows.getString(1));
        if (table != null) {
          table
              .indexes()
              .computeIfAbsent(rows.getString(2), name -> new ArrayList<>())
              .add(rows.getString(3));
        }
      }
    }
  }
}
