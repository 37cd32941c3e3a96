package godwit.pipelines.purge;

import godwit.pipelines.policy.PurgeReason;
import godwit.sweep.DeadBatch;
import godwit.sweep.DeleteGuard;
import godwit.sweep.OwnedRow;
import godwit.sweep.Owner;
import godwit.sweep.OwnerRange;
import godwit.sweep.SweepRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Deletes the expired records and the dead batches of a stretch of users. */
final class ExpiredSweep {
  private static final int ROWS_PER_PAGE = 10_000;
  private static final int BATCHES_PER_PAGE = 500;

  private final SharedRun run;
  private final PurgeCounts counts;
  private final Deleter deleter;
  private final Instant cutOff;
  private final DeleteGuard guard;

  ExpiredSweep(SharedRun run, PurgeCounts counts, Deleter deleter) {
    this.run = run;
    this.counts = counts;
    this.deleter = deleter;
    this.cutOff = run.settings().cutOff();
    this.guard =
        DeleteGuard.expiredBy(
            run.settings().nowMicros(), Math.multiplyExact(cutOff.toEpochMilli(), 1_000L));
  }

  /** Whose records, in which collection. */
  private record Place(Owner owner, int collection) {}

  void sweep(OwnerRange range) {
    Set<Integer> collections = run.asked();
    run.store().expired(range, cutOff, collections, ROWS_PER_PAGE, this::page);
    if (!deleter.isOver()) {
      deleter.await();
      run.store().deadBatches(range, cutOff, collections, BATCHES_PER_PAGE, this::batches);
    }
  }

  private boolean page(List<OwnedRow> page) {
    Map<Place, List<SweepRow>> places = new LinkedHashMap<>();
    for (OwnedRow owned : page) {
      counts.examine();
      run.control().addRows(1, owned.row().payloadBytes());
      places
          .computeIfAbsent(
              new Place(owned.owner(), owned.row().collection()), place -> new ArrayList<>())
          .add(owned.row());
    }
    places.forEach(
        (place, rows) ->
            deleter.delete(place.owner(), place.collection(), rows, guard, PurgeReason.EXPIRED));
    deleter.await();
    return !deleter.isOver();
  }

  private boolean batches(List<DeadBatch> page) {
    for (DeadBatch batch : page) {
      if (deleter.isOver()) {
        return false;
      }
      deleter.delete(batch, cutOff);
    }
    return !deleter.isOver();
  }
}
