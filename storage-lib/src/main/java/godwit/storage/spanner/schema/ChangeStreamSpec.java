package godwit.storage.spanner.schema;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A change stream.
 *
 * @param name unique in the database
 * @param watched columns by table; an empty list stands for the key alone
 * @param retention how long changes are kept, as DDL has it, such as {@code 7d}
 * @param capture what is kept of a changed row
 */
record ChangeStreamSpec(
    String name, SortedMap<String, List<String>> watched, String retention, String capture) {

  ChangeStreamSpec(
      String name, Map<String, List<String>> watched, String retention, String capture) {
    this(name, new TreeMap<>(watched), retention, capture);
  }

  /** What it watches, as DDL has it. */
  String targets() {
    return String.join(
        ", ",
        watched.entrySet().stream()
            .map(table -> table.getKey() + "(" + String.join(", ", table.getValue()) + ")")
            .toList());
  }
}
