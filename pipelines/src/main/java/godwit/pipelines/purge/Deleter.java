package godwit.pipelines.purge;

import godwit.pipelines.pace.ChunkPace;
import godwit.pipelines.policy.PurgeReason;
import godwit.storage.DeleteGuard;
import godwit.storage.Deletion;
import godwit.storage.Owner;
import godwit.storage.StorageException;
import godwit.storage.SweepRow;
import java.time.Duration;
import java.util.List;

/**
 * Deletes what was judged, in transactions of the right length, within the run's budget, and counts
 * what became of each record. In a rehearsal it only counts. Used by one thread.
 */
final class Deleter {
  private static final int ATTEMPTS = 6;
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);

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
    Deletion deletion = deleteWithRetries(owner, collection, rows, guard);
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

  private Deletion deleteWithRetries(
      Owner owner, int collection, List<SweepRow> rows, DeleteGuard guard) {
    Duration wait = FIRST_WAIT;
    for (int attempt = 1; ; attempt++) {
      try {
        return run.store().delete(owner, collection, rows, guard);
      } catch (StorageException e) {
        if (e.kind() != StorageException.Kind.TRANSIENT || attempt == ATTEMPTS) {
          throw e;
        }
        run.control().waitFor("another writer was in the way, attempt " + (attempt + 1));
        pause(wait, e);
        wait = wait.multipliedBy(2);
      }
    }
  }

  private static void pause(Duration wait, StorageException failure) {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.addSuppressed(e);
      throw failure;
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
