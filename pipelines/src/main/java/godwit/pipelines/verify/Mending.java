package godwit.pipelines.verify;

import godwit.model.UserKey;
import godwit.pipelines.io.CollectionMap;
import godwit.pipelines.ledger.Difference;
import godwit.storage.RowHead;
import godwit.storage.SourceSnapshot;
import godwit.storage.Write;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Mends some differences of one user from one snapshot. */
final class Mending {
  private static final int PAGE = 500;

  private final SourceSnapshot snapshot;
  private final RepairWriter writer;
  private final CollectionMap map;
  private final UserKey user;
  private final Map<Integer, Long> times;
  private final Set<String> touched;
  private final Set<Difference> left = new HashSet<>();

  /**
   * Begins.
   *
   * @param touched takes the names of collections whose rows are written
   */
  Mending(
      SourceSnapshot snapshot,
      RepairWriter writer,
      CollectionMap map,
      UserKey user,
      Set<String> touched) {
    this.snapshot = snapshot;
    this.writer = writer;
    this.map = map;
    this.user = user;
    this.touched = touched;
    this.times = snapshot.collectionTimes();
    map.learn(times.keySet(), snapshot::collectionNames);
  }

  /** Those that could not be mended. */
  Set<Difference> left() {
    return left;
  }

  void mend(List<Difference> found) {
    Map<String, List<Difference>> byCollection = new LinkedHashMap<>();
    found.forEach(
        one -> byCollection.computeIfAbsent(one.collection(), key -> new ArrayList<>()).add(one));
    byCollection.forEach(this::mend);
  }

  private void mend(String collection, List<Difference> found) {
    if (collection.isEmpty()) {
      if (!copyUser()) {
        left.addAll(found);
      }
      return;
    }
    int sourceId = map.sourceId(collection);
    int targetId = map.targetId(collection);
    boolean unexpected =
        found.stream().anyMatch(one -> one.kind() == Difference.Kind.COLLECTION_UNEXPECTED);
    if (unexpected) {
      writer.add(new Write.DeleteCollection(user, targetId));
      return;
    }
    parent(collection, sourceId, targetId);
    List<String> copy = new ArrayList<>();
    for (Difference one : found) {
      switch (one.kind()) {
        case ROW_MISSING, ROW_DIFFERENT -> copy.add(one.id());
        case ROW_UNEXPECTED -> writer.add(new Write.DeleteBso(user, targetId, one.id()));
        case MOVING -> left.add(one);
        default -> {}
      }
    }
    Set<String> dead = writer.copy(snapshot, user, sourceId, targetId, copy);
    found.stream().filter(one -> dead.contains(one.id())).forEach(left::add);
  }

  private boolean copyUser() {
    boolean whole = true;
    for (Map.Entry<Integer, Long> time : times.entrySet()) {
      Optional<CollectionMap.Place> place = map.place(time.getKey());
      if (place.isPresent() && CollectionMap.canHold(time.getValue())) {
        whole &= copyAll(time.getKey(), place.get());
      }
    }
    return whole;
  }

  /** Whether the target took every record. */
  private boolean copyAll(int sourceId, CollectionMap.Place place) {
    parent(place.label(), sourceId, place.id());
    boolean whole = true;
    @Nullable String after = null;
    for (var page = snapshot.headsAfter(sourceId, after, PAGE);
        !page.isEmpty();
        page = snapshot.headsAfter(sourceId, after, PAGE)) {
      List<String> ids = page.stream().map(RowHead::id).toList();
      whole &= writer.copy(snapshot, user, sourceId, place.id(), ids).isEmpty();
      after = page.get(page.size() - 1).id();
    }
    return whole;
  }

  private void parent(String label, int sourceId, int targetId) {
    Long time = times.get(sourceId);
    if (time != null && targetId != CollectionMap.ABSENT) {
      touched.add(label);
      writer.add(new Write.PutCollection(user, targetId, time * 1_000, 0, 0));
    }
  }
}
