package godwit.storage.spanner;

import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Options.ReadOption;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Struct;
import com.google.cloud.spanner.TransactionContext;
import godwit.model.CollectionName;
import godwit.model.Collections;
import godwit.storage.StorageException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The table of collection names: read by name or whole, for it is small, and extended. */
public final class CollectionIds {
  /** The table of names. */
  public static final String TABLE = "collections";

  private static final String BY_NAME = "CollectionName";
  private static final List<String> COLUMNS = List.of("collection_id", "name");

  private CollectionIds() {}

  /**
   * Every name that has an id; names compare case-sensitively. A row without a name that a shard
   * could have, such as other tools leave to reserve an id, names nothing.
   */
  public static Map<CollectionName, Integer> read(ReadContext read, ReadOption... options) {
    return read(read, new HashSet<>(), options);
  }

  /** The same; {@code taken} is given every id, with or without a name. */
  private static Map<CollectionName, Integer> read(
      ReadContext read, Set<Integer> taken, ReadOption... options) {
    var ids = new HashMap<CollectionName, Integer>();
    try (ResultSet rows = read.read(TABLE, KeySet.all(), COLUMNS, options)) {
      while (rows.next()) {
        int id = Math.toIntExact(rows.getLong(0));
        taken.add(id);
        String name = rows.isNull("name") ? "" : rows.getString("name");
        if (!name.isEmpty() && name.length() <= CollectionName.MAX_LENGTH) {
          ids.put(new CollectionName(name), id);
        }
      }
    }
    return ids;
  }

  /** The id of one name, found by the index. */
  public static Optional<Integer> find(ReadContext read, CollectionName name) {
    Struct row =
        read.readRowUsingIndex(TABLE, BY_NAME, Key.of(name.text()), List.of("collection_id"));
    return Optional.ofNullable(row).map(found -> Math.toIntExact(found.getLong(0)));
  }

  /** The names of some ids; those without a name are left out. */
  public static Map<Integer, CollectionName> names(ReadContext read, Collection<Integer> ids) {
    KeySet.Builder keys = KeySet.newBuilder();
    ids.forEach(id -> keys.addKey(Key.of(id)));
    var names = new HashMap<Integer, CollectionName>();
    try (ResultSet rows = read.read(TABLE, keys.build(), COLUMNS)) {
      while (rows.next()) {
        names.put(Math.toIntExact(rows.getLong(0)), new CollectionName(rows.getString("name")));
      }
    }
    return names;
  }

  /**
   * Gives ids to names that have none. Having read the whole table in the transaction, no other can
   * commit an id in between.
   */
  public static Map<CollectionName, Integer> allocate(
      TransactionContext transaction, Collection<CollectionName> names) {
    var taken = new HashSet<Integer>();
    Map<CollectionName, Integer> ids = read(transaction, taken);
    verifyStandard(ids);
    var asked = new LinkedHashMap<CollectionName, Integer>();
    for (CollectionName name : names) {
      Integer known = ids.get(name);
      if (known == null) {
        known = Collections.standardId(name).orElseGet(() -> Collections.nextCustomId(taken));
        taken.add(known);
        ids.put(name, known);
        transaction.buffer(row(name, known));
      }
      asked.put(name, known);
    }
    return asked;
  }

  /** Insert only: should the id be taken after all, the commit fails instead of renaming it. */
  private static Mutation row(CollectionName name, int id) {
    return Mutation.newInsertBuilder(TABLE)
        .set("collection_id")
        .to(id)
        .set("name")
        .to(name.text())
        .build();
  }

  /** Refuses a table in which a standard name or a standard id is used for something else. */
  private static void verifyStandard(Map<CollectionName, Integer> ids) {
    ids.forEach(
        (name, id) -> {
          Integer fixed = Collections.standardId(name).orElse(null);
          boolean rightName = fixed == null || fixed.equals(id);
          boolean rightId = fixed != null || !Collections.standard().containsValue(id);
          if (!rightName || !rightId) {
            throw new StorageException(
                StorageException.Kind.UNSUITABLE,
                "The target's collections say '"
                    + name
                    + "' = "
                    + id
                    + ", against the standard"
                    + " ids that every Sync server has; run 'godwit schema check' and mend the row"
                    + " by hand, since records may hang on it.");
          }
        });
  }
}
