package godwit.sync.mysql;

import godwit.model.Expiry;
import godwit.model.SyncTimestamp;

/**
 * Times out of damaged rows. One such row must not make a whole collection unreadable, so it is
 * shown with the nearest time there is; what is stored stays.
 */
final class Times {
  private Times() {}

  static SyncTimestamp clamped(long millis) {
    return SyncTimestamp.ofMillis(Math.max(0, Math.min(millis, SyncTimestamp.MAX_MILLIS)));
  }

  static Expiry clampedExpiry(long millis) {
    return Expiry.ofMillis(Math.max(Expiry.MIN_MILLIS, Math.min(millis, SyncTimestamp.MAX_MILLIS)));
  }
}
