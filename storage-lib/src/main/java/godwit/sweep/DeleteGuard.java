package godwit.sweep;

import org.jspecify.annotations.Nullable;

/**
 * What must still hold in the transaction that deletes, beside the rows being what they were.
 *
 * @param now the moment that divides live from expired, in microseconds
 * @param expiredBy rows must expire no later than this, in microseconds; null if that is no matter
 * @param devices what the decision knew of the user's devices, or null if it did not look
 */
public record DeleteGuard(long now, @Nullable Long expiredBy, @Nullable Devices devices) {
  /**
   * The signs of life of a user's devices: their records in the collection {@code clients}.
   *
   * @param collection the store's id of that collection
   * @param oldestMicros the time of the least recently seen live one, or null if there is none
   */
  public record Devices(int collection, @Nullable Long oldestMicros) {}

  /** Nothing but the rows themselves matters. */
  public static DeleteGuard unchanged(long nowMicros) {
    return new DeleteGuard(nowMicros, null, null);
  }

  /** The rows must be expired at that moment. */
  public static DeleteGuard expiredBy(long nowMicros, long cutOffMicros) {
    return new DeleteGuard(nowMicros, cutOffMicros, null);
  }
}
