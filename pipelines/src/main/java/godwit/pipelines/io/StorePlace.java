package godwit.pipelines.io;

import godwit.model.CollectionName;
import godwit.sweep.Owner;
import java.util.Map;

/**
 * A store as reports know it.
 *
 * @param store what reports call the store
 * @param shard whether it is a shard, else the target
 * @param counters whether the store keeps counters at all
 * @param names its collections
 */
public record StorePlace(
    String store, boolean shard, boolean counters, Map<Integer, CollectionName> names) {
  /** Whether the collection id has a name. */
  public boolean isNamed(int collection) {
    return names.containsKey(collection);
  }

  /** What to call the collection. */
  public String label(int collection) {
    CollectionName name = names.get(collection);
    return name == null ? "#" + collection : name.text();
  }

  /** What to call a user: with the shard's name, since each shard counts on its own. */
  public String user(Owner owner, boolean whole) {
    return shard ? store + ":" + owner.shown(whole) : owner.shown(whole);
  }
}
