package godwit.storage.spanner.schema;

import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.Struct;
import godwit.storage.StorageException;
import godwit.storage.spanner.CollectionIds;
import godwit.storage.spanner.SpannerDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads what a database has from its INFORMATION_SCHEMA. */
final class SchemaReader {
  private static final String TABLES =
      "SELECT table_name, parent_table_name, on_delete_action, row_deletion_policy_expression"
          + " FROM information_schema.tables"
          + " WHERE table_schema = '' AND table_type = 'BASE TABLE'";
  private static final String COLUMNS =
      "SELECT table_name, column_name, spanner_type, is_nullable"
          + " FROM information_schema.columns WHERE table_schema = ''"
          + " ORDER BY table_name, ordinal_position";
  // Storing columns have no position; Spanner's own indexes for foreign keys are not ours.
  private static final String INDEXES =
      "SELECT i.table_name, i.index_name, i.is_unique, c.column_name"
          + " FROM information_schema.indexes AS i"
          + " JOIN information_schema.index_columns AS c"
          + "   ON c.table_schema = i.table_schema AND c.table_name = i.table_name"
          + "  AND c.index_name = i.index_name"
          + " WHERE i.table_schema = '' AND NOT i.spanner_is_managed"
          + "   AND c.ordinal_position IS NOT NULL"
          + " ORDER BY i.table_name, i.index_name, c.ordinal_position";
  private static final String STREAMS =
      "SELECT change_stream_name FROM information_schema.change_streams";
  private static final String STREAM_COLUMNS =
      "SELECT change_stream_name, table_name, column_name"
          + " FROM information_schema.change_stream_columns"
          + " ORDER BY change_stream_name, table_name, column_name";
  private static final String STREAM_OPTIONS =
      "SELECT change_stream_name, option_name, option_value"
          + " FROM information_schema.change_stream_options";
  private static final String ROLES = "SELECT role_name FROM information_schema.roles";
  private static final String PRIMARY_KEY = "PRIMARY_KEY";

  private final SpannerDatabase database;

  SchemaReader(SpannerDatabase database) {
    this.database = database;
  }

  FoundSchema read() {
    var withoutCascade = new HashSet<String>();
    Map<String, TableSpec> tables = tables(withoutCascade);
    return new FoundSchema(
        tables,
        withoutCascade,
        streams(),
        tables.containsKey(CollectionIds.TABLE) ? database.read(SchemaReader::names) : Map.of(),
        roles(),
        database.ddl());
  }

  private Map<String, TableSpec> tables(Set<String> withoutCascade) {
    Map<String, List<ColumnSpec>> columns = columns();
    Map<String, Map<String, IndexSpec>> indexes = indexes();
    var tables = new HashMap<String, TableSpec>();
    for (Struct row : query(TABLES)) {
      String name = row.getString(0);
      Map<String, IndexSpec> all = indexes.getOrDefault(name, Map.of());
      IndexSpec key = all.get(PRIMARY_KEY);
      if (!row.isNull(1) && (row.isNull(2) || !row.getString(2).equals("CASCADE"))) {
        withoutCascade.add(name);
      }
      tables.put(
          name,
          new TableSpec(
              name,
              columns.getOrDefault(name, List.of()),
              key == null ? List.of() : key.columns(),
              row.isNull(1) ? null : row.getString(1),
              row.isNull(3) ? null : row.getString(3),
              all.values().stream().filter(index -> !index.name().equals(PRIMARY_KEY)).toList()));
    }
    return tables;
  }

  private Map<String, List<ColumnSpec>> columns() {
    var columns = new HashMap<String, List<ColumnSpec>>();
    for (Struct row : query(COLUMNS)) {
      columns
          .computeIfAbsent(row.getString(0), table -> new ArrayList<>())
          .add(new ColumnSpec(row.getString(1), row.getString(2), row.getString(3).equals("YES")));
    }
    return columns;
  }

  /** Indexes by name, by table; the primary key among them. */
  private Map<String, Map<String, IndexSpec>> indexes() {
    var indexes = new HashMap<String, Map<String, IndexSpec>>();
    for (Struct row : query(INDEXES)) {
      var one = new IndexSpec(row.getString(1), List.of(row.getString(3)), row.getBoolean(2));
      indexes
          .computeIfAbsent(row.getString(0), table -> new TreeMap<>())
          .merge(one.name(), one, SchemaReader::joined);
    }
    return indexes;
  }

  private static IndexSpec joined(IndexSpec earlier, IndexSpec later) {
    var columns = new ArrayList<>(earlier.columns());
    columns.addAll(later.columns());
    return new IndexSpec(earlier.name(), columns, earlier.unique());
  }

  private Map<String, ChangeStreamSpec> streams() {
    var watched = new HashMap<String, Map<String, List<String>>>();
    for (Struct row : query(STREAM_COLUMNS)) {
      watched
          .computeIfAbsent(row.getString(0), stream -> new HashMap<>())
          .computeIfAbsent(row.getString(1), table -> new ArrayList<>())
          .add(row.getString(2));
    }
    var options = new HashMap<String, Map<String, String>>();
    for (Struct row : query(STREAM_OPTIONS)) {
      options
          .computeIfAbsent(row.getString(0), stream -> new HashMap<>())
          .put(row.getString(1), row.getString(2));
    }
    return query(STREAMS).stream()
        .map(row -> row.getString(0))
        .collect(
            Collectors.toMap(
                name -> name,
                name ->
                    stream(
                        name,
                        watched.getOrDefault(name, Map.of()),
                        options.getOrDefault(name, Map.of()))));
  }

  /** What is not set has Spanner's default: one day, and the new values only. */
  private static ChangeStreamSpec stream(
      String name, Map<String, List<String>> watched, Map<String, String> options) {
    return new ChangeStreamSpec(
        name,
        watched,
        options.getOrDefault("retention_period", "1d"),
        options.getOrDefault("value_capture_type", "OLD_AND_NEW_VALUES"));
  }

  private static Map<Integer, String> names(ReadContext read) {
    var names = new TreeMap<Integer, String>();
    try (ResultSet rows =
        read.read(CollectionIds.TABLE, KeySet.all(), List.of("collection_id", "name"))) {
      while (rows.next()) {
        names.put(Math.toIntExact(rows.getLong(0)), rows.getString(1));
      }
    }
    return names;
  }

  /** An emulator knows no roles, and says so by not knowing the table. */
  private Optional<Set<String>> roles() {
    try {
      return Optional.of(
          query(ROLES).stream().map(row -> row.getString(0)).collect(Collectors.toSet()));
    } catch (StorageException e) {
      if (e.kind() == StorageException.Kind.UNSUITABLE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private List<Struct> query(String sql) {
    return database.read(
        read -> {
          var found = new ArrayList<Struct>();
          try (ResultSet rows = read.executeQuery(Statement.of(sql))) {
            while (rows.next()) {
              found.add(rows.getCurrentRowAsStruct());
            }
          }
          return found;
        });
  }
}
