package godwit.pipelines.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The signs of life of a user's devices. Each active device writes its own record in {@code
 * clients} at least once a week; the record expires half a year after the last time.
 *
 * @param oldestMicros when the least recently seen one wrote its record, in microseconds since the
 *     epoch; null without any unexpired record, {@link #UNKNOWN} if that cannot be told
 */
public record DeviceSigns(@Nullable Long oldestMicros) {
  /** No device. */
  public static final DeviceSigns NONE = new DeviceSigns(null);

  /**
   * Of a device whose record is from a time to come: some clock was wrong, so that nobody knows
   * when it was there. It counts as one that was never seen.
   */
  public static final long UNKNOWN = Long.MIN_VALUE;

  /** A record that a device wrote while a long run went on is from after the run's beginning. */
  private static final long RUN_MICROS = Duration.ofDays(1).toMillis() * 1_000;

  /** With one device more; an expired record is no sign of life. */
  public DeviceSigns plus(long modifiedMicros, long expiryMicros, long nowMicros) {
    if (expiryMicros <= nowMicros) {
      return this;
    }
    long sign = sign(modifiedMicros, nowMicros);
    Long known = oldestMicros;
    return new DeviceSigns(known == null ? sign : Math.min(known, sign));
  }

  /** Never later than now: nobody was seen at a time to come. */
  private static long sign(long modifiedMicros, long nowMicros) {
    if (modifiedMicros <= nowMicros) {
      return modifiedMicros;
    }
    return modifiedMicros - RUN_MICROS > nowMicros ? UNKNOWN : nowMicros;
  }
}
