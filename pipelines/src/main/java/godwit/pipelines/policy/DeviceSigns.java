package godwit.pipelines.policy;

import org.jspecify.annotations.Nullable;

/**
 * The signs of life of a user's devices. Each active device writes its own record in {@code
 * clients} at least once a week; the record expires half a year after the last time.
 *
 * @param oldestMicros when the least recently seen one wrote its record, in microseconds since the
 *     epoch; null without any unexpired record
 */
public record DeviceSigns(@Nullable Long oldestMicros) {
  /** No device. */
  public static final DeviceSigns NONE = new DeviceSigns(null);

  /** With one device more; an expired record is no sign of life. */
  public DeviceSigns plus(long modifiedMicros, long expiryMicros, long nowMicros) {
    if (expiryMicros <= nowMicros) {
      return this;
    }
    Long known = oldestMicros;
    return new DeviceSigns(known == null ? modifiedMicros : Math.min(known, modifiedMicros));
  }
}
