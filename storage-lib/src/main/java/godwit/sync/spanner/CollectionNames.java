package godwit.sync.spanner;

import com.google.cloud.spanner.ReadContext;
import godwit.model.CollectionName;
import godwit.model.Collections;
import godwit.storage.StorageException;
import godwit.storage.spanner.CollectionIds;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Names and ids of collections, remembered for all users. A name never changes its id, so what was
 * once committed stays right; what a transaction gives out is learned after its commit only. The 13
 * standard ones need no row.
 */
final class CollectionNames {
  /** Anybody can make up names; beyond so many it starts over. */
  private static final int MOST = 20_000;

  private final Map<CollectionName, Integer> ids = new ConcurrentHashMap<>(Collections.standard());
  private final Map<Integer, CollectionName> names = new ConcurrentHashMap<>();

  CollectionNames() {
    forget();
  }

  /** The id of that name, if it has one. */
  Optional<Integer> id(Supplier<ReadContext> reads, CollectionName name) {
    Integer known = ids.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Integer> found = CollectionIds.find(reads.get(), name);
    found.ifPresent(id -> learn(name, id));
    return found;
  }

  /**
   * The names of those ids.
   *
   * @throws StorageException of kind UNSUITABLE if one has none
   */
  Map<Integer, CollectionName> names(Supplier<ReadContext> reads, Collection<Integer> wanted) {
    var found = new HashMap<Integer, CollectionName>();
    wanted.forEach(id -> Optional.ofNullable(names.get(id)).ifPresent(name -> found.put(id, name)));
    List<Integer> missing = wanted.stream().filter(id -> !found.containsKey(id)).toList();
    if (!missing.isEmpty()) {
      Map<Integer, CollectionName> read = CollectionIds.names(reads.get(), missing);
      read.forEach((id, name) -> learn(name, id));
      found.putAll(read);
    }
    missing.stream().filter(id -> !found.containsKey(id)).forEach(CollectionNames::refuse);
    return found;
  }

  private static void refuse(int id) {
    throw new StorageException(
        StorageException.Kind.UNSUITABLE,
        "A user has collection " + id + ", which has no name; add its row to 'collections'.");
  }

  /** Remembers a committed pair. */
  void learn(CollectionName name, int id) {
    if (ids.size() >= MOST) {
      forget();
    }
    ids.put(name, id);
    names.put(id, name);
  }

  private void forget() {
    ids.keySet().retainAll(Collections.standard().keySet());
    names.clear();
    Collections.standard().forEach((name, id) -> names.put(id, name));
  }
}
