package godwit.pipelines.purge;

import godwit.model.CollectionName;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.storage.StorageException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The collections that somebody named, as a store has them. A name that it does not have is
 * refused: nothing would be found, and nobody would notice the misspelling.
 */
final class AskedCollections {
  private AskedCollections() {}

  /**
   * Finds them.
   *
   * @return the ids of the collections to look for expired records in; none for all
   * @throws StorageException of kind UNSUITABLE if the store has not all of them
   */
  static Set<Integer> of(PurgeSettings settings, Map<Integer, CollectionName> names, String store) {
    Set<String> missing = new TreeSet<>(settings.collections());
    TombstonePolicy tombstones = settings.tombstones();
    if (tombstones != null) {
      missing.addAll(tombstones.collections());
      // Firefox's own names are known to be right, and not every store has all of them.
      missing.removeAll(TombstonePolicy.ALLOWED);
    }
    names.values().forEach(name -> missing.remove(name.text()));
    if (!missing.isEmpty()) {
      throw new StorageException(
          StorageException.Kind.UNSUITABLE,
          "No collection of %s is named %s; check the spelling."
              .formatted(
                  store,
                  missing.stream()
                      .map(name -> "'" + name + "'")
                      .collect(Collectors.joining(", "))));
    }
    return names.entrySet().stream()
        .filter(entry -> settings.collections().contains(entry.getValue().text()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
