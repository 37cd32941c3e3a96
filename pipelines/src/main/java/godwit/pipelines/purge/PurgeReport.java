package godwit.pipelines.purge;

import godwit.pipelines.policy.PurgeReason;
import godwit.pipelines.purge.PurgeCounts.Amount;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a purge did, or in a rehearsal would do.
 *
 * @param runId its name
 * @param store what it went through
 * @param executed whether it deleted
 * @param examined records it looked at
 * @param users users it went through; 0 if it found records without going through users
 * @param deleted what it deleted, by reason
 * @param kept what it left alone, by reason
 * @param collections what it deleted, by collection; custom ones together
 * @param batches dead batches it deleted
 * @param batchRows the records in them
 * @param manifest the file that names what was deleted, or null
 * @param seconds how long it took
 * @param interrupted whether it was stopped before its end
 * @param limited whether it ended at a limit of its own
 * @param failed whether it failed: then records may be without a reason, and may be deleted or not
 */
public record PurgeReport(
    String runId,
    String store,
    boolean executed,
    long examined,
    long users,
    Map<PurgeReason, Amount> deleted,
    Map<PurgeReason, Amount> kept,
    Map<String, Amount> collections,
    long batches,
    long batchRows,
    @Nullable String manifest,
    double seconds,
    boolean interrupted,
    boolean limited,
    boolean failed) {

  /** How a run ended. */
  record End(double seconds, boolean interrupted, boolean limited, boolean failed) {}

  static PurgeReport of(
      String runId, String store, PurgeSettings settings, PurgeCounts counts, End end) {
    var deleted = new TreeMap<PurgeReason, Amount>();
    var kept = new TreeMap<PurgeReason, Amount>();
    counts
        .byReason()
        .forEach((reason, amount) -> (reason.deletes() ? deleted : kept).put(reason, amount));
    return new PurgeReport(
        runId,
        store,
        settings.execute(),
        counts.examined(),
        counts.users(),
        deleted,
        kept,
        counts.deletedByCollection(),
        counts.batches(),
        counts.batchRows(),
        settings.manifest(),
        end.seconds(),
        end.interrupted(),
        end.limited(),
        end.failed());
  }

  /** Whether each record that was looked at has exactly one reason. */
  public boolean balanced() {
    return unknown() == 0;
  }

  /** How many records were looked at and have no reason. */
  public long unknown() {
    return examined - total(deleted).rows() - total(kept).rows();
  }

  /** All that was deleted. */
  public Amount deletedTotal() {
    return total(deleted);
  }

  private static Amount total(Map<PurgeReason, Amount> amounts) {
    return amounts.values().stream().reduce(Amount.NONE, Amount::plus);
  }
}
