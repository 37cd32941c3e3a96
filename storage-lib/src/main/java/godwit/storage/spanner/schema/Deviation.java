package godwit.storage.spanner.schema;

/**
 * Where a database is not what the schema says.
 *
 * @param where such as {@code bsos.payload_link} or {@code index CollectionName}
 * @param expected what the schema says; {@code absent} if it should not be there
 * @param found what is there; {@code absent} if nothing is
 */
public record Deviation(String where, String expected, String found) {
  static final String ABSENT = "absent";

  /** One line for people. */
  @Override
  public String toString() {
    return where + ": expected " + expected + ", found " + found;
  }
}
