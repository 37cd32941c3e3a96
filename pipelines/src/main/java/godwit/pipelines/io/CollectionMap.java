package godwit.pipelines.io;

import godwit.model.CollectionName;
import godwit.model.Collections;
import godwit.model.SyncTimestamp;
import godwit.storage.BulkSource;
import godwit.storage.BulkTarget;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Maps a shard's collection ids to the target's, by name. Ids differ from shard to shard; only
 * names mean the same everywhere. An id without a name has no place in the target.
 */
public final class CollectionMap {
  private final Function<CollectionName, Integer> allocator;
  private Map<Integer, CollectionName> names;
  private Map<CollectionName, Integer> ids;
  private final Map<Integer, Optional<Place>> places = new HashMap<>();
  private final Set<Integer> nameless = new HashSet<>();

  /**
   * Where a collection goes.
   *
   * @param label its name; for the marker row {@code #0}
   * @param id the target's id
   */
  public record Place(String label, int id) {}

  /** An id that no row of the target can have: the name has none there. */
  public static final int ABSENT = -1;

  private CollectionMap(
      BulkSource source, BulkTarget target, Function<CollectionName, Integer> allocator) {
    this.allocator = allocator;
    this.names = source.collectionNames();
    this.ids = target.collectionIds();
  }

  /** Whether the target can hold that time of a collection, in milliseconds since the epoch. */
  public static boolean canHold(long millis) {
    return millis >= 0 && millis <= SyncTimestamp.MAX_MILLIS;
  }

  /** A map that gives an id to a name that has none yet. */
  public static CollectionMap allocating(BulkSource source, BulkTarget target) {
    return new CollectionMap(
        source, target, name -> target.allocate(List.of(name)).getOrDefault(name, ABSENT));
  }

  /** A map that changes nothing: a name without an id is {@link #ABSENT} from the target. */
  public static CollectionMap readOnly(BulkSource source, BulkTarget target) {
    return new CollectionMap(source, target, name -> ABSENT);
  }

  /**
   * Learns the names of ids it has not met before: a client may have made them after the names were
   * read. Call it ahead of {@link #place}, which itself never asks a shard, so that a worker needs
   * no second connection in the middle of a snapshot.
   *
   * @param reader asks the shard for all names; not called if nothing is new
   */
  public synchronized void learn(
      Collection<Integer> sourceIds, Supplier<Map<Integer, CollectionName>> reader) {
    boolean isNew =
        sourceIds.stream()
            .anyMatch(
                id ->
                    id != Collections.MARKER_ID
                        && !names.containsKey(id)
                        && !nameless.contains(id));
    if (isNew) {
      names = reader.get();
      nameless.addAll(sourceIds);
      places.values().removeIf(Optional::isEmpty);
    }
  }

  /** Where the collection goes, or empty if its id has no name in the shard. */
  public synchronized Optional<Place> place(int sourceId) {
    return places.computeIfAbsent(sourceId, this::find);
  }

  private Optional<Place> find(int sourceId) {
    if (sourceId == Collections.MARKER_ID) {
      return Optional.of(new Place(label(sourceId), Collections.MARKER_ID));
    }
    return Optional.ofNullable(names.get(sourceId)).map(name -> new Place(name.text(), id(name)));
  }

  private int id(CollectionName name) {
    Integer known = ids.get(name);
    if (known != null) {
      return known;
    }
    int id = allocator.apply(name);
    ids = new HashMap<>(ids);
    ids.put(name, id);
    return id;
  }

  /** What to call the collection in a report. */
  public synchronized String label(int sourceId) {
    CollectionName name = names.get(sourceId);
    return name == null ? "#" + sourceId : name.text();
  }

  /** What to call a collection of the target in a report. */
  public synchronized String targetLabel(int targetId) {
    return ids.entrySet().stream()
        .filter(entry -> entry.getValue() == targetId)
        .map(entry -> entry.getKey().text())
        .findFirst()
        .orElse("#" + targetId);
  }

  /** The target's id of a label, or {@link #ABSENT}. */
  public synchronized int targetId(String label) {
    if (label.startsWith("#")) {
      return Integer.parseInt(label.substring(1));
    }
    return ids.getOrDefault(new CollectionName(label), ABSENT);
  }

  /** The shard's id of a label, or {@link #ABSENT}. */
  public synchronized int sourceId(String label) {
    if (label.startsWith("#")) {
      return Integer.parseInt(label.substring(1));
    }
    var name = new CollectionName(label);
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(ABSENT);
  }

  /** The times by label, as the ledger keeps them. */
  public SortedMap<String, Long> labelled(Map<Integer, Long> times) {
    var labelled = new TreeMap<String, Long>();
    times.forEach((id, time) -> labelled.put(label(id), time));
    return labelled;
  }
}
