package godwit.pipelines.quota;

import godwit.model.Collections;
import godwit.model.Usage;
import godwit.pipelines.run.RunControl;
import godwit.storage.spanner.SpannerLimits;
import godwit.sweep.Recount;
import godwit.sweep.SweepOwner;
import godwit.sweep.SweepStore;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares a user's counters with what is stored, and rights those that are off: counted again in
 * the transaction that writes, so that a client who writes meanwhile is not wronged.
 */
final class UserCounters {
  private final SweepStore store;
  private final RunControl control;
  private final @Nullable StoreWrites writes;
  private final QuotaTally tally;

  /**
   * Counters of a store.
   *
   * @param writes how they are righted, or null to compare only
   */
  UserCounters(
      SweepStore store, RunControl control, @Nullable StoreWrites writes, QuotaTally tally) {
    this.store = store;
    this.control = control;
    this.writes = writes;
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
    if (writes == null || control.isStopped()) {
      return;
    }
    writes.await();
    Optional<Recount> recount =
        writes.unlessHindered(
            () -> writes.call(() -> store.recount(owner.owner(), collection, true)));
    tally.righted += recount.filter(Recount::isOff).isPresent() ? 1 : 0;
    tally.leftWrong += recount.isEmpty() ? 1 : 0;
  }
}
