package godwit.pipelines.verify;

import godwit.model.UserKey;
import godwit.pipelines.io.CollectionMap;
import godwit.pipelines.io.Connections;
import godwit.pipelines.ledger.Difference;
import godwit.pipelines.ledger.RepairGuard;
import godwit.storage.BulkSource;
import godwit.storage.CollectionDigest;
import godwit.storage.RowHead;
import godwit.storage.SourceSnapshot;
import godwit.storage.TargetCollection;
import godwit.storage.Write;
import godwit.storage.spanner.SpannerTarget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies again what differs between the sides of one user, and nothing else; then counts what is
 * stored, so that the counters are right. A user who has moved on is not touched.
 */
class UserRepair implements AutoCloseable {
  private final SpannerTarget target;
  private final CollectionMap map;
  private final UserKey user;
  private final SourceSnapshot snapshot;
  private final RepairWriter writer;
  private final Map<Integer, Long> times;
  private final Set<String> touched = new LinkedHashSet<>();
  private final Set<Difference> left = new HashSet<>();

  private UserRepair(
      Task task, Connections connections, BulkSource source, CollectionMap map, UserRef ref) {
    this.target = connections.target();
    this.map = map;
    this.user = ref.key();
    this.snapshot = source.snapshot(ref.uid());
    this.times = snapshot.collectionTimes();
    this.writer =
        new RepairWriter(
            target,
            new RepairGuard(ref.key(), connections.ledger()),
            task.config().policy().commit(),
            task.liveAt());
  }

  /** A repair of that user, or one that does nothing if none was asked for. */
  static UserRepair of(
      Task task, Connections connections, BulkSource source, CollectionMap map, UserRef ref) {
    return task.settings().repair()
        ? new UserRepair(task, connections, source, map, ref)
        : new Nothing(task, connections, source, map, ref);
  }

  /** Mends differences, and answers them, those marked as mended that are. */
  List<Difference> mend(List<Difference> found) {
    Map<String, List<Difference>> byCollection = new LinkedHashMap<>();
    found.forEach(
        one -> byCollection.computeIfAbsent(one.collection(), key -> new ArrayList<>()).add(one));
    byCollection.forEach(this::mend);
    writer.flush();
    return found.stream().map(one -> left.contains(one) ? one : one.mended()).toList();
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
    for (var page = snapshot.headsAfter(sourceId, after, 500);
        !page.isEmpty();
        page = snapshot.headsAfter(sourceId, after, 500)) {
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

  /** Writes the counters of every collection that was touched, as they are stored now. */
  void finish() {
    if (touched.isEmpty()) {
      return;
    }
    Map<Integer, CollectionDigest> stored =
        target.stored(List.of(user)).getOrDefault(user, Map.of());
    Map<Integer, TargetCollection> rows =
        target.collections(List.of(user)).getOrDefault(user, Map.of());
    for (String label : touched) {
      int id = map.targetId(label);
      TargetCollection row = rows.get(id);
      var sum = stored.getOrDefault(id, CollectionDigest.EMPTY);
      if (row != null) {
        writer.add(
            new Write.PutCollection(user, id, row.modifiedMicros(), sum.rows(), sum.bytes()));
      }
    }
    writer.flush();
  }

  @Override
  public void close() {
    snapshot.close();
  }

  /** Only looks. */
  private static final class Nothing extends UserRepair {
    Nothing(Task task, Connections connections, BulkSource source, CollectionMap map, UserRef ref) {
      super(task, connections, source, map, ref);
    }

    @Override
    List<Difference> mend(List<Difference> found) {
      return found;
    }

    @Override
    void finish() {}
  }
}
