package godwit.pipelines.migrate;

import godwit.model.CollectionName;
import godwit.model.Collections;
import godwit.storage.BulkSource;
import godwit.storage.BulkTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Maps a shard's collection ids to the target's, by name. Ids differ from shard to shard; only
 * names mean the same everywhere. An id without a name has no place in the target.
 */
public final class CollectionMap {
  private final BulkSource source;
  private final BulkTarget target;
  private Map<Integer, CollectionName> names;
  private Map<CollectionName, Integer> ids;
  private final Map<Integer, Optional<Place>> places = new HashMap<>();

  /**
   * Where a collection goes.
   *
   * @param label its name; for the marker row {@code #0}
   * @param id the target's id
   */
  public record Place(String label, int id) {}

  /** Reads both sides' names. */
  public CollectionMap(BulkSource source, BulkTarget target) {
    this.source = source;
    this.target = target;
    this.names = source.collectionNames();
    this.ids = target.collectionIds();
  }

  /** Where the collection goes, or empty if its id has no name in the shard. */
  public synchronized Optional<Place> place(int sourceId) {
    return places.computeIfAbsent(sourceId, this::find);
  }

  private Optional<Place> find(int sourceId) {
    if (sourceId == Collections.MARKER_ID) {
      return Optional.of(new Place(label(sourceId), Collections.MARKER_ID));
    }
    return name(sourceId).map(name -> new Place(name.text(), id(name)));
  }

  private Optional<CollectionName> name(int sourceId) {
    if (!names.containsKey(sourceId)) {
      // A client may have made it after the plan read the names.
      names = source.collectionNames();
    }
    return Optional.ofNullable(names.get(sourceId));
  }

  private int id(CollectionName name) {
    Integer known = ids.get(name);
    if (known != null) {
      return known;
    }
    ids = new HashMap<>(ids);
    ids.putAll(target.allocate(List.of(name)));
    return ids.getOrDefault(name, Collections.MARKER_ID);
  }

  /** What to call the collection in a report. */
  public synchronized String label(int sourceId) {
    CollectionName name = names.get(sourceId);
    return name == null ? "#" + sourceId : name.text();
  }

  /** The times by label, as the ledger keeps them. */
  public SortedMap<String, Long> labelled(Map<Integer, Long> times) {
    var labelled = new TreeMap<String, Long>();
    times.forEach((id, time) -> labelled.put(label(id), time));
    return labelled;
  }
}
