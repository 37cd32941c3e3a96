package godwit.storage.mysql;

import godwit.model.CollectionName;
import godwit.model.Collections;
import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The names of a shard's collection ids. Python servers keep the 13 standard ones in memory only,
 * syncstorage-rs in the table; both write a dummy row to make automatic ids start after it.
 */
public final class NamedCollections {
  private static final String RESERVED = "reserved";

  /** How names compare with the standard ones. */
  enum Casing {
    /** Names that differ in case only are different names. */
    EXACT,
    /** They are one name, and the table has all of them. */
    IGNORED,
    /**
     * They are one name in the table, but a Python server looks the standard ones up in its memory,
     * where only the exact ones are.
     */
    EXACT_IN_MEMORY
  }

  private NamedCollections() {}

  /**
   * Reads the table and adds the standard names.
   *
   * @throws StorageException of kind UNSUITABLE if the table contradicts them
   */
  public static Map<Integer, CollectionName> read(
      Connection connection, Dialect dialect, Endpoint endpoint) throws SQLException {
    Map<Integer, String> stored = new TreeMap<>();
    Casing casing =
        dialect.server() == Dialect.Server.PYTHON ? Casing.EXACT_IN_MEMORY : Casing.IGNORED;
    String sql = dialect.sql("SELECT {collectionKey}, name, COLLATION(name) FROM collections", "");
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        String name = rows.getString(2);
        stored.put(rows.getInt(1), name == null ? "" : name);
        casing = isExact(rows.getString(3)) ? Casing.EXACT : casing;
      }
    }
    List<String> problems = new ArrayList<>();
    Map<Integer, CollectionName> names = merge(stored, casing, problems);
    if (!problems.isEmpty()) {
      throw new StorageException(
          Kind.UNSUITABLE,
          "The collections of %s contradict the standard ones: %s."
              .formatted(endpoint, String.join("; ", problems)));
    }
    return names;
  }

  private static boolean isExact(String collation) {
    return collation.endsWith("_bin") || collation.endsWith("_cs");
  }

  /**
   * Adds the standard names to those of the table and leaves dummies out.
   *
   * @param casing whether names differ that differ in case only
   * @param problems receives what contradicts the standard names
   */
  static Map<Integer, CollectionName> merge(
      Map<Integer, String> stored, Casing casing, List<String> problems) {
    Map<Integer, CollectionName> names = new TreeMap<>();
    Comparator<String> order = order(casing == Casing.EXACT);
    Map<String, Integer> ids = new TreeMap<>(order(casing != Casing.IGNORED));
    Collections.standard()
        .forEach(
            (name, id) -> {
              names.put(id, name);
              ids.put(name.text(), id);
            });
    stored.forEach(
        (id, name) -> {
          // A legacy shard compares without regard to case, so "Meta" with id 6 is its "meta".
          CollectionName standard = names.get(id);
          Integer standardId = ids.get(name);
          if (standard != null && order.compare(standard.text(), name) != 0) {
            problems.add("id %d is '%s' and not '%s'".formatted(id, name, standard));
          } else if (standardId != null && standardId.intValue() != id) {
            problems.add("'%s' has the id %d and not %d".formatted(name, id, standardId));
          } else if (standard == null && !isDummy(id, name)) {
            addCustom(names, id, name, problems);
          }
        });
    return names;
  }

  private static Comparator<String> order(boolean exact) {
    return exact ? Comparator.naturalOrder() : String.CASE_INSENSITIVE_ORDER;
  }

  private static boolean isDummy(int id, String name) {
    return name.isEmpty() || (id <= Collections.LAST_RESERVED_ID && name.equals(RESERVED));
  }

  private static void addCustom(
      Map<Integer, CollectionName> names, int id, String name, List<String> problems) {
    if (id == Collections.MARKER_ID || name.length() > CollectionName.MAX_LENGTH) {
      problems.add("id %d cannot be a collection named '%s'".formatted(id, name));
    } else {
      names.put(id, new CollectionName(name));
    }
  }
}
