package godwit.sync.mysql;

import godwit.model.CollectionName;
import godwit.model.Collections;
import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import godwit.storage.mysql.Dialect.Server;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ids of collections. The standard ones are known; the others are looked up once and never
 * change. Only what is committed is remembered. Safe to share between threads.
 */
final class CollectionIds {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionIds.class);

  /** Anybody may make up names; what is forgotten is looked up again. */
  private static final int MOST_REMEMBERED = 10_000;

  private final ServedSchema schema;
  private final Transactions transactions;
  private final Map<String, Integer> standardIds = new HashMap<>();
  private final Map<Integer, CollectionName> standardNames = new HashMap<>();
  private final Map<String, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, CollectionName> names = new ConcurrentHashMap<>();
  private final Map<Integer, Boolean> loggedOrphans = new ConcurrentHashMap<>();

  CollectionIds(ServedSchema schema, Transactions transactions) {
    this.schema = schema;
    this.transactions = transactions;
    Collections.standard()
        .forEach(
            (name, id) -> {
              standardIds.put(standardKey(name), id);
              standardNames.put(id, name);
            });
  }

  /** A Python server keeps the standard names in its memory, where they compare exactly. */
  private String standardKey(CollectionName name) {
    return isPython() ? name.text() : fold(name);
  }

  private boolean isPython() {
    return schema.dialect().server() == Server.PYTHON;
  }

  private String fold(CollectionName name) {
    return schema.names().fold(name.text());
  }

  /** The id of a name that somebody used already. Not to be called within a transaction. */
  Optional<Integer> known(CollectionName name) {
    Integer remembered = remembered(name);
    return remembered == null
        ? transactions.run(transaction -> find(transaction, name))
        : Optional.of(remembered);
  }

  /**
   * The id of a name, given out if it is new. A name is committed before the session that wants it
   * begins: its row would otherwise block all other users of the name as long as that one lasts.
   */
  int idOf(CollectionName name) {
    Optional<Integer> known = known(name);
    return known.isPresent() ? known.get() : create(name);
  }

  private Integer create(CollectionName name) {
    Optional<Integer> created = transactions.run(transaction -> insert(transaction, name));
    if (created.isEmpty()) {
      reserve();
      created = transactions.run(transaction -> insert(transaction, name));
    }
    int id =
        created.orElseThrow(
            () ->
                new StorageException(
                    Kind.UNSUITABLE,
                    "The next automatic id of collections at %s is a reserved one; set its AUTO_INCREMENT to %d."
                        .formatted(schema.endpoint(), lastReserved() + 1)));
    remember(id, name);
    return id;
  }

  /** Nothing, and nothing stored, if the server gave an id out of the reserved ones. */
  private Optional<Integer> insert(Transaction transaction, CollectionName name) {
    try {
      int id = transaction.insertedId("INSERT INTO collections (name) VALUES (?)", name.text());
      if (id > lastReserved()) {
        return Optional.of(id);
      }
      transaction.discard();
      return Optional.empty();
    } catch (SqlFailure e) {
      if (!e.isDuplicate()) {
        throw e;
      }
      // Another process was faster and has committed: the failed insert waited for that.
      return find(transaction, name);
    }
  }

  private void reserve() {
    String sql =
        schema.sql("INSERT IGNORE INTO collections ({collectionKey}, name) VALUES (?, '')", 0);
    transactions.run(transaction -> transaction.update(sql, lastReserved()));
  }

  private int lastReserved() {
    return isPython() ? Collections.LAST_RESERVED_ID - 1 : Collections.LAST_RESERVED_ID;
  }

  private Optional<Integer> find(Transaction transaction, CollectionName name) {
    String sql = schema.sql("SELECT {collectionKey} FROM collections WHERE name = ?", 0);
    Optional<Integer> id = transaction.first(sql, row -> row.getInt(1), name.text());
    id.ifPresent(found -> rememberId(found, name));
    return id;
  }

  private @Nullable Integer remembered(CollectionName name) {
    Integer standard = standardIds.get(standardKey(name));
    return standard == null ? ids.get(fold(name)) : standard;
  }

  private void rememberId(int id, CollectionName name) {
    if (ids.size() >= MOST_REMEMBERED) {
      ids.clear();
    }
    ids.put(fold(name), id);
  }

  private void remember(int id, CollectionName name) {
    rememberId(id, name);
    if (names.size() >= MOST_REMEMBERED) {
      names.clear();
    }
    names.put(id, name);
  }

  /**
   * The names of ids, as they were first spelled. An id without a name is left out, and logged
   * once: no client can ask for it. It is looked up each time, since somebody may mend it.
   */
  Map<Integer, CollectionName> namesOf(Transaction transaction, Collection<Integer> wanted) {
    Map<Integer, CollectionName> found = new HashMap<>();
    List<Integer> missing = wanted.stream().filter(id -> !addRemembered(id, found)).toList();
    if (!missing.isEmpty()) {
      load(transaction, missing, found);
      missing.stream().filter(id -> !found.containsKey(id)).forEach(this::logOrphan);
    }
    return found;
  }

  private boolean addRemembered(int id, Map<Integer, CollectionName> found) {
    CollectionName standard = standardNames.get(id);
    CollectionName name = standard == null ? names.get(id) : standard;
    if (name != null) {
      found.put(id, name);
    }
    return name != null;
  }

  private void load(
      Transaction transaction, List<Integer> missing, Map<Integer, CollectionName> found) {
    String sql =
        "SELECT {collectionKey}, name FROM collections WHERE name <> '' AND {collectionKey} IN ("
            + Sql.parameters(missing.size())
            + ")";
    record Named(int id, CollectionName name) {}
    transaction
        .list(
            schema.sql(sql, 0),
            row -> new Named(row.getInt(1), new CollectionName(row.getString(2))),
            missing.toArray())
        .forEach(
            named -> {
              found.put(named.id, named.name);
              remember(named.id, named.name);
            });
  }

  private void logOrphan(int id) {
    if (loggedOrphans.size() < MOST_REMEMBERED && loggedOrphans.put(id, true) == null) {
      LOG.warn("collection id {} has no name at {}; it is not served", id, schema.endpoint());
    }
  }
}
