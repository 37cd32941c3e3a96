package godwit.pipelines.quota;

import godwit.model.Collections;
import godwit.model.Usage;
import godwit.pipelines.io.Retrying;
import godwit.pipelines.run.RunControl;
import godwit.storage.spanner.SpannerLimits;
import godwit.sweep.Recount;
import godwit.sweep.SweepOwner;
import godwit.sweep.SweepStore;
import java.util.Map;

/**
 * Compares a user's counters with what is stored, and rights those that are off: counted again in
 * the transaction that writes, so that a client who writes meanwhile is not wronged.
 */
final class UserCounters {
  private final SweepStore store;
  private final RunControl control;
  private final boolean write;
  private final QuotaTally tally;

  UserCounters(SweepStore store, RunControl control, boolean write, QuotaTally tally) {
    this.store = store;
    this.control = control;
    this.write = write;
    this.tally = tally;
  }

  /**
   * Compares.
   *
   * @param user what reports call the user
   * @param exact what is stored, by collection id
   * @return the bytes that the counters tell, unknown ones as 0, as a server adds them up
   */
  long compare(SweepOwner owner, String user, Map<Integer, Usage> exact) {
    long told = 0;
    for (Map.Entry<Integer, SweepOwner.Collection> entry : owner.collections().entrySet()) {
      SweepOwner.Collection kept = entry.getValue();
      Long modified = kept.modifiedMicros();
      boolean counts =
          modified != null
              && modified != SpannerLimits.MIN_MICROS
              && entry.getKey() != Collections.MARKER_ID;
      if (counts) {
        Long bytes = kept.bytes();
        told += bytes == null ? 0 : bytes;
        Usage stored = exact.getOrDefault(entry.getKey(), Usage.NONE);
        if (isOff(kept, stored, user)) {
          right(owner, entry.getKey());
        }
      }
    }
    return told;
  }

  private boolean isOff(SweepOwner.Collection kept, Usage stored, String user) {
    Long rows = kept.rows();
    Long bytes = kept.bytes();
    tally.checked++;
    if (rows == null || bytes == null) {
      tally.unknown++;
      tally.example(user);
      return true;
    }
    if (rows == stored.rows() && bytes == stored.bytes()) {
      return false;
    }
    tally.drifted++;
    tally.example(user);
    return true;
  }

  private void right(SweepOwner owner, int collection) {
    if (write && !control.isStopped()) {
      Recount recount =
          Retrying.call(control, () -> store.recount(owner.owner(), collection, true));
      tally.righted += recount.isOff() ? 1 : 0;
    }
  }
}
