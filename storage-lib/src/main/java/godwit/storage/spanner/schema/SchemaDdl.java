package godwit.storage.spanner.schema;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the schema as DDL statements, without semicolons. */
final class SchemaDdl {
  static final String ROLE = "payload_link_reader";

  private SchemaDdl() {}

  static String create(TableSpec table) {
    String columns =
        table.columns().stream()
            .map(column -> "  " + quoted(column.name()) + " " + column.definition())
            .collect(Collectors.joining(",\n"));
    return "CREATE TABLE "
        + quoted(table.name())
        + " (\n"
        + columns
        + "\n) PRIMARY KEY ("
        + quoted(table.key())
        + ")"
        + (table.parent() == null
            ? ""
            : ",\n  INTERLEAVE IN PARENT " + quoted(table.parent()) + " ON DELETE CASCADE")
        + (table.rowDeletion() == null
            ? ""
            : ",\n  ROW DELETION POLICY (" + table.rowDeletion() + ")");
  }

  static String create(TableSpec table, IndexSpec index) {
    return (index.unique() ? "CREATE UNIQUE INDEX " : "CREATE INDEX ")
        + quoted(index.name())
        + " ON "
        + quoted(table.name())
        + " ("
        + quoted(index.columns())
        + ")";
  }

  static String create(ChangeStreamSpec stream) {
    return "CREATE CHANGE STREAM "
        + stream.name()
        + " FOR "
        + stream.targets()
        + "\n  OPTIONS (retention_period = '"
        + stream.retention()
        + "', value_capture_type = '"
        + stream.capture()
        + "')";
  }

  static String add(TableSpec table, ColumnSpec column) {
    return alter(table) + "ADD COLUMN " + quoted(column.name()) + " " + column.definition();
  }

  static String addRowDeletion(TableSpec table) {
    return alter(table) + "ADD ROW DELETION POLICY (" + table.rowDeletion() + ")";
  }

  private static String alter(TableSpec table) {
    return "ALTER TABLE " + quoted(table.name()) + " ";
  }

  /** A table with its indexes. */
  static Stream<String> whole(TableSpec table) {
    return Stream.concat(
        Stream.of(create(table)), table.indexes().stream().map(index -> create(table, index)));
  }

  static String createRole() {
    return "CREATE ROLE " + ROLE;
  }

  /** What the role may do: read the stream, by the function that belongs to it. */
  static List<String> grants(ChangeStreamSpec stream) {
    return List.of(
        "GRANT SELECT ON CHANGE STREAM " + stream.name() + " TO ROLE " + ROLE,
        "GRANT EXECUTE ON TABLE FUNCTION READ_" + stream.name() + " TO ROLE " + ROLE);
  }

  private static String quoted(List<String> names) {
    return names.stream().map(SchemaDdl::quoted).collect(Collectors.joining(", "));
  }

  /** Names of ours can be words of the language, such as {@code count}. */
  private static String quoted(String name) {
    return "`" + name + "`";
  }
}
