package godwit.pipelines.purge;

import godwit.pipelines.io.LoadWatch;
import godwit.pipelines.io.PurgeManifest;
import godwit.pipelines.io.Retrying;
import godwit.pipelines.pace.ChunkPace;
import godwit.pipelines.policy.PurgeReason;
import godwit.sweep.DeleteGuard;
import godwit.sweep.Deletion;
import godwit.sweep.Owner;
import godwit.sweep.SweepRow;
import java.time.Duration;
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

  /** Whether no more records should be brought. */
  boolean isOver() {
    return run.control().isStopped() || run.budget().isReached();
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
    if (run.settings().execute()) {
      watch.await();
    }
    return run.control().isStopped() ? 0 : run.budget().take(wanted);
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
    Deletion deletion =
        Retrying.call(run.control(), () -> run.store().delete(owner, collection, rows, guard));
    pace = pace.after(rows.size(), Duration.ofNanos(System.nanoTime() - start));
    if (manifest != null) {
      manifest.close(number, deletion);
    }
    run.budget().giveBack(deletion.kept().size());
    for (SweepRow row : rows) {
      Deletion.Kept kept = deletion.kept().get(row.id());
      counts.add(run.group(collection), kept == null ? reason : reason(kept), row.payloadBytes());
    }
  }

  private static PurgeReason reason(Deletion.Kept kept) {
    return switch (kept) {
      case GONE -> PurgeReason.GONE;
      case CHANGED -> PurgeReason.CHANGED;
      case IN_BATCH -> PurgeReason.IN_BATCH;
      case DEVICES_CHANGED -> PurgeReason.DEVICES_CHANGED;
    };
  }
}
