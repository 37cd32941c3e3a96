package godwit.pipelines.purge;

import godwit.pipelines.io.LoadWatch;
import godwit.pipelines.io.PurgeManifest;
import godwit.pipelines.io.RowDeletion;
import godwit.pipelines.pace.ChunkPace;
import godwit.pipelines.policy.PurgeReason;
import godwit.pipelines.run.Stopped;
import godwit.sweep.DeadBatch;
import godwit.sweep.DeleteGuard;
import godwit.sweep.Deletion;
import godwit.sweep.Owner;
import godwit.sweep.SweepRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Deletes what was judged, in transactions of the right length, within the run's budget, and counts
 * what became of each record. In a rehearsal it only counts. Used by one thread.
 */
final class Deleter {
  private final SharedRun run;
  private final LoadWatch watch;
  private final PurgeCounts counts;
  private ChunkPace pace;

  Deleter(SharedRun run, LoadWatch watch, PurgeCounts counts) {
    this.run = run;
    this.watch = watch;
    this.counts = counts;
    PurgeLimits limits = run.settings().limits();
    this.pace = ChunkPace.upTo(limits.chunkRows(), limits.chunkTarget());
  }

  /** How many records the next transaction should take. */
  int chunk() {
    return pace.rows();
  }

  /** Whether no more records should be brought; asked by whoever has more. */
  boolean isOver() {
    return run.control().isStopped() || run.budget().isOver();
  }

  /** Waits while the server is busy; reading loads it too. Returns at once when the run is over. */
  void await() {
    try {
      watch.await();
    } catch (Stopped e) {
      // Not passed on: rows that were looked at need a reason first, and isOver() tells.
    }
  }

  /** Deletes records of one collection, as many as the run may, and counts all of them. */
  void delete(
      Owner owner, int collection, List<SweepRow> rows, DeleteGuard guard, PurgeReason reason) {
    for (int from = 0; from < rows.size(); ) {
      List<SweepRow> chunk = rows.subList(from, Math.min(rows.size(), from + chunk()));
      int granted = granted(chunk.size());
      count(collection, chunk.subList(granted, chunk.size()), PurgeReason.LEFT_FOR_LATER);
      if (granted > 0) {
        one(owner, collection, List.copyOf(chunk.subList(0, granted)), guard, reason);
      }
      from += chunk.size();
    }
  }

  private int granted(int wanted) {
    awaitIfActing();
    return run.control().isStopped() ? 0 : run.budget().take(wanted);
  }

  private void awaitIfActing() {
    if (run.settings().execute()) {
      await();
    }
  }

  private void count(int collection, List<SweepRow> rows, PurgeReason reason) {
    rows.forEach(row -> counts.add(run.group(collection), reason, row.payloadBytes()));
  }

  private void one(
      Owner owner, int collection, List<SweepRow> rows, DeleteGuard guard, PurgeReason reason) {
    if (!run.settings().execute()) {
      count(collection, rows, reason);
      return;
    }
    PurgeManifest manifest = run.manifest();
    long number = manifest == null ? 0 : manifest.open(owner, run.label(collection), rows, reason);
    long start = System.nanoTime();
    Deletion deletion;
    try {
      deletion = deleted(owner, collection, rows, guard);
    } catch (Stopped e) {
      // Its chunk stays open in the manifest: nobody knows, and the next run will see.
      count(collection, rows, PurgeReason.LEFT_FOR_LATER);
      return;
    }
    pace = pace.after(rows.size(), Duration.ofNanos(System.nanoTime() - start));
    if (manifest != null) {
      manifest.close(number, deletion);
    }
    for (SweepRow row : rows) {
      Deletion.Kept kept = deletion.kept().get(row.id());
      PurgeReason became = kept == null ? reason : reason(kept);
      run.budget().giveBack(became.deletes() ? 0 : 1);
      counts.add(run.group(collection), became, row.payloadBytes());
    }
  }

  private Deletion deleted(Owner owner, int collection, List<SweepRow> rows, DeleteGuard guard) {
    return new RowDeletion(owner, collection, rows, guard).from(run.store(), run.attempts()::write);
  }

  private static PurgeReason reason(Deletion.Kept kept) {
    return switch (kept) {
      case GONE -> PurgeReason.GONE;
      case GONE_UNSEEN -> PurgeReason.DELETED_UNSEEN;
      case CHANGED -> PurgeReason.CHANGED;
      case IN_BATCH -> PurgeReason.IN_BATCH;
      case DEVICES_CHANGED -> PurgeReason.DEVICES_CHANGED;
    };
  }

  /** Notes whether an attempt failed: it may have deleted the batch without saying so. */
  private boolean deleted(DeadBatch batch, Instant cutOff, boolean[] failed) {
    return run.attempts()
        .write(
            () -> {
              try {
                return run.store().delete(batch, cutOff);
              } catch (RuntimeException e) {
                failed[0] = true;
                throw e;
              }
            });
  }

  /** Deletes a batch whole, or leaves it for a run that may delete that many records. */
  void delete(DeadBatch batch, Instant cutOff) {
    long size = Math.max(1, batch.items());
    awaitIfActing();
    if (run.control().isStopped() || !run.budget().takeWhole(size)) {
      return;
    }
    if (!run.settings().execute()) {
      counts.addBatch(batch.items());
      return;
    }
    PurgeManifest manifest = run.manifest();
    long number = manifest == null ? 0 : manifest.open(batch, run.label(batch.collection()));
    boolean[] failed = {false};
    boolean was;
    try {
      was = deleted(batch, cutOff, failed);
    } catch (Stopped e) {
      return;
    }
    if (manifest != null) {
      manifest.close(number, batch, was, failed[0]);
    }
    if (was || failed[0]) {
      counts.addBatch(batch.items());
    } else {
      run.budget().giveBack(size);
    }
  }
}
