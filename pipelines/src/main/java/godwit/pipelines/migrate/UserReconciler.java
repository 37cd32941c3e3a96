package godwit.pipelines.migrate;

import godwit.pipelines.io.CollectionMap;
import godwit.pipelines.ledger.SourceVector;
import godwit.pipelines.ledger.UserEntry;
import godwit.storage.BulkSource;
import godwit.storage.BulkTarget;
import godwit.storage.SourceSnapshot;
import godwit.storage.TargetCollection;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings a user up to date of whom the target already holds rows: because an earlier run was cut
 * off, or because the user wrote since it was copied. Rows are compared without their payloads;
 * only those that are missing or differ are read and written, and those that the source lost are
 * deleted.
 *
 * <p>A collection whose time is what it was at the last complete copy has not changed and is left
 * alone: every change of a record moves its collection's time.
 */
final class UserReconciler {
  private final BulkSource source;
  private final BulkTarget target;
  private final CollectionMap map;
  private final GroupWriter writer;
  private final RunContext context;

  UserReconciler(
      BulkSource source,
      BulkTarget target,
      CollectionMap map,
      GroupWriter writer,
      RunContext context) {
    this.source = source;
    this.target = target;
    this.map = map;
    this.writer = writer;
    this.context = context;
  }

  /**
   * Brings the user up to date.
   *
   * @throws Miscount if the rows compared are not the rows counted
   */
  void reconcile(UserEntry planned) {
    try (SourceSnapshot snapshot = source.snapshot(planned.uid())) {
      Map<Integer, Long> times = snapshot.collectionTimes();
      Map<Integer, Long> counts = snapshot.rowCounts();
      map.learn(times.keySet(), snapshot::collectionNames);
      map.learn(counts.keySet(), snapshot::collectionNames);
      var vector = SourceVector.of(map.labelled(times));
      var tally = new UserTally(planned, vector, context.clock().instant());
      Map<Integer, TargetCollection> held =
          target.collections(List.of(planned.key())).getOrDefault(planned.key(), Map.of());
      writer.begin(tally);
      Set<Integer> kept = carry(tally, snapshot, times, counts, held);
      held.keySet().stream()
          .filter(id -> !kept.contains(id))
          .forEach(id -> writer.deleteCollection(tally, id));
      Miscount.check(planned.key(), counts, tally.counts());
      writer.finish(tally);
    }
  }

  private Set<Integer> carry(
      UserTally tally,
      SourceSnapshot snapshot,
      Map<Integer, Long> times,
      Map<Integer, Long> counts,
      Map<Integer, TargetCollection> held) {
    Instant now = context.clock().instant();
    var rows = new CollectionReconciler(snapshot, target, tally, writer, now);
    var unplaced = new UnplacedRows(tally, map, "");
    var kept = new HashSet<Integer>();
    var ids = new HashSet<>(times.keySet());
    ids.addAll(counts.keySet());
    for (int id : ids) {
      context.stopIfAsked();
      long count = counts.getOrDefault(id, 0L);
      CollectionPlace place = CollectionPlace.of(map, id, times);
      if (!place.isUsable()) {
        tally.read(count);
        unplaced.add(id, place, count);
        continue;
      }
      kept.add(place.target().collection());
      tally.open(place.target().collection(), place.modifiedMillis());
      TargetCollection there = held.get(place.target().collection());
      if (there != null && isSettled(tally.planned(), place, there)) {
        leave(tally, place, there, count);
      } else {
        writer.touch(tally, place.target().collection());
        rows.reconcile(id, place.target(), context);
        // Rows that stay may have been counted since a commit carried the counters.
        writer.touch(tally, place.target().collection());
      }
    }
    unplaced.report();
    return kept;
  }

  /**
   * Whether the last complete copy saw the same time, and the target still has it. A user with dead
   * rows is never settled: they are tried again.
   */
  private static boolean isSettled(
      UserEntry planned, CollectionPlace place, TargetCollection there) {
    SourceVector copied = planned.vector();
    Long before = copied == null ? null : copied.times().get(place.target().label());
    return before != null
        && planned.counts().dead() == 0
        && before == place.modifiedMillis()
        && there.modifiedMicros() == place.modifiedMillis() * 1_000;
  }

  private void leave(UserTally tally, CollectionPlace place, TargetCollection there, long count) {
    long bytes = there.bytes() == null ? 0 : there.bytes();
    tally.read(count);
    context.addRows(count, bytes);
    tally.unchanged(place.target().collection(), count, bytes);
  }
}
