package godwit.sync.memory;

import static godwit.model.Expiry.DEFAULT_TTL_SECONDS;

import godwit.model.Bso;
import godwit.model.Expiry;
import godwit.model.SyncTimestamp;
import godwit.sync.BsoChange;
import org.jspecify.annotations.Nullable;

/** What becomes of a record when a client changes it. */
final class Merge {
  private Merge() {}

  /** A plain put: a change of the ttl alone leaves a visible record's time. */
  static Bso put(@Nullable Bso stored, BsoChange change, SyncTimestamp now) {
    Bso old = visible(stored, now);
    SyncTimestamp modified = old == null || change.movesTime() ? now : old.modified();
    return merge(old, change, modified, now);
  }

  /** The commit of a batch: every record gets the session's time. */
  static Bso commit(@Nullable Bso stored, BsoChange change, SyncTimestamp now) {
    return merge(visible(stored, now), change, now, now);
  }

  private static @Nullable Bso visible(@Nullable Bso stored, SyncTimestamp now) {
    return stored == null || stored.expiry().isPast(now.instant()) ? null : stored;
  }

  private static Bso merge(
      @Nullable Bso old, BsoChange change, SyncTimestamp modified, SyncTimestamp now) {
    Integer sortIndex = change.sortIndex();
    String payload = change.payload();
    return new Bso(
        change.id(),
        sortIndex == null && old != null ? old.sortIndex() : sortIndex,
        payload != null ? payload : old == null ? "" : old.payload(),
        modified,
        expiry(old, change.ttlSeconds(), now));
  }

  private static Expiry expiry(@Nullable Bso old, @Nullable Long ttlSeconds, SyncTimestamp now) {
    if (ttlSeconds == null && old != null) {
      return old.expiry();
    }
    long seconds = ttlSeconds == null ? DEFAULT_TTL_SECONDS : ttlSeconds;
    return Expiry.ofMillis(now.millis() + seconds * 1_000);
  }
}
