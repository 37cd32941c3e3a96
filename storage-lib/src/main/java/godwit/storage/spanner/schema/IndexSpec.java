package godwit.storage.spanner.schema;

import java.util.List;

/**
 * A secondary index.
 *
 * @param name unique in the database
 * @param columns in their order, ascending
 * @param unique whether no two rows may agree in all of them
 */
public record IndexSpec(String name, List<String> columns, boolean unique) {
  /** Copies the list. */
  public IndexSpec {
    columns = List.copyOf(columns);
  }

  /** What it is, without its name. */
  String definition() {
    return (unique ? "unique index" : "index") + " on (" + String.join(", ", columns) + ")";
  }
}
