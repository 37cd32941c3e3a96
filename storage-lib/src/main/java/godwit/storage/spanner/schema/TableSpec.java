package godwit.storage.spanner.schema;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table as the schema has it.
 *
 * @param name as written
 * @param columns in their order
 * @param key names of the columns of the primary key, in their order
 * @param parent the table it is interleaved in, its rows deleted with their parent; null for none
 * @param rowDeletion the condition of its row deletion policy, as Spanner prints it; null for none
 * @param indexes its secondary indexes
 */
public record TableSpec(
    String name,
    List<ColumnSpec> columns,
    List<String> key,
    @Nullable String parent,
    @Nullable String rowDeletion,
    List<IndexSpec> indexes) {

  /** Copies the lists. */
  public TableSpec {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    indexes = List.copyOf(indexes);
  }

  /** A table on its own. */
  public static TableSpec of(String name, List<String> key, ColumnSpec... columns) {
    return new TableSpec(name, List.of(columns), key, null, null, List.of());
  }

  /** The same interleaved in a parent, whose key its own must begin with. */
  public TableSpec inside(String parentTable) {
    return new TableSpec(name, columns, key, parentTable, rowDeletion, indexes);
  }

  /** The same with rows that Spanner deletes some time after the moment in that column. */
  public TableSpec expiringBy(String column) {
    String condition = "OLDER_THAN(" + column + ", INTERVAL 0 DAY)";
    return new TableSpec(name, columns, key, parent, condition, indexes);
  }

  /** The same with one more index. */
  public TableSpec indexedBy(IndexSpec index) {
    List<IndexSpec> all = Stream.concat(indexes.stream(), Stream.of(index)).toList();
    return new TableSpec(name, columns, key, parent, rowDeletion, all);
  }

  Optional<ColumnSpec> column(String wanted) {
    return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
  }

  Optional<IndexSpec> index(String wanted) {
    return indexes.stream().filter(index -> index.name().equals(wanted)).findFirst();
  }
}
