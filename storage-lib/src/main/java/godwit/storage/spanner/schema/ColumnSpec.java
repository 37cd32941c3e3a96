package godwit.storage.spanner.schema;

/**
 * A column as the schema has it.
 *
 * @param name as written
 * @param type as Spanner prints it, such as {@code STRING(MAX)} or {@code INT64}
 * @param nullable whether it may be NULL
 */
public record ColumnSpec(String name, String type, boolean nullable) {
  /** A column that is never NULL. */
  public static ColumnSpec required(String name, String type) {
    return new ColumnSpec(name, type, false);
  }

  /** A column that may be NULL. */
  public static ColumnSpec optional(String name, String type) {
    return new ColumnSpec(name, type, true);
  }

  /** Its type and nullability, as DDL has them. */
  String definition() {
    return type + (nullable ? "" : " NOT NULL");
  }
}
