package godwit.pipelines.policy;

import godwit.model.SyncTimestamp;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a tombstone has done its work: every device of the user has been seen after it. A device
 * that has not would bring back what was deleted.
 *
 * @param minAge no younger tombstone is purged; 180 days or more
 * @param margin how long after the deletion each device must have been seen; 7 days or more, since
 *     that is how often an active device writes its record
 * @param ageWithoutDevices from which age tombstones of users without any device are purged, not
 *     below {@code minAge}; null for never
 */
public record StalenessRule(Duration minAge, Duration margin, @Nullable Duration ageWithoutDevices)
    implements Serializable {
  /** How long a device's record lives, and so how long it can stay away unseen. */
  public static final Duration LEAST_AGE = Duration.ofDays(180);

  /** How often an active device writes its record at least. */
  public static final Duration LEAST_MARGIN = Duration.ofDays(7);

  private static final Duration YEAR = Duration.ofDays(365);
  private static final long MICROS = 1_000;

  /** Keeps every tombstone of users without a device. */
  public static final StalenessRule DEFAULT = new StalenessRule(LEAST_AGE, LEAST_MARGIN, null);

  /** Rejects ages at which devices may still be behind. */
  public StalenessRule {
    if (minAge.compareTo(LEAST_AGE) < 0) {
      throw new IllegalArgumentException(
          "minimum age: %d days; tombstones are needed for %d at least"
              .formatted(minAge.toDays(), LEAST_AGE.toDays()));
    }
    if (margin.compareTo(LEAST_MARGIN) < 0) {
      throw new IllegalArgumentException(
          "device margin: %d days; devices tell of themselves every %d only"
              .formatted(margin.toDays(), LEAST_MARGIN.toDays()));
    }
    if (ageWithoutDevices != null && ageWithoutDevices.compareTo(minAge) < 0) {
      throw new IllegalArgumentException(
          "age without devices: %d days is below the minimum age of %d"
              .formatted(ageWithoutDevices.toDays(), minAge.toDays()));
    }
  }

  /**
   * Why a tombstone must stay; empty if it is stale.
   *
   * @param modifiedMicros its time, in microseconds since the epoch
   */
  public Optional<PurgeReason> keeps(long modifiedMicros, DeviceSigns devices, long nowMicros) {
    if (modifiedMicros <= 0 || modifiedMicros / MICROS > SyncTimestamp.MAX_MILLIS) {
      // No server gives such a time: nobody knows when it was written.
      return Optional.of(PurgeReason.BAD_TIME);
    }
    if (isYounger(modifiedMicros, minAge, nowMicros)) {
      return Optional.of(PurgeReason.TOO_YOUNG);
    }
    Long oldest = devices.oldestMicros();
    if (oldest == null) {
      boolean stays =
          ageWithoutDevices == null || isYounger(modifiedMicros, ageWithoutDevices, nowMicros);
      return stays ? Optional.of(PurgeReason.NO_DEVICE) : Optional.empty();
    }
    // Not before the oldest sign less the margin: that device may not know yet. At the very moment
    // it may not either, hence the microsecond.
    return isYounger(modifiedMicros, margin, oldest == DeviceSigns.UNKNOWN ? oldest : oldest - 1)
        ? Optional.of(behind(oldest, nowMicros))
        : Optional.empty();
  }

  /** Since when the device that is behind was not seen, roughly, so that reasons stay few. */
  private static PurgeReason behind(long oldestMicros, long nowMicros) {
    if (oldestMicros == DeviceSigns.UNKNOWN) {
      return PurgeReason.DEVICE_UNKNOWN;
    }
    if (isYounger(oldestMicros, LEAST_AGE.plus(LEAST_MARGIN), nowMicros)) {
      return PurgeReason.DEVICE_BEHIND;
    }
    return isYounger(oldestMicros, YEAR, nowMicros)
        ? PurgeReason.DEVICE_BEHIND_MONTHS
        : PurgeReason.DEVICE_BEHIND_YEARS;
  }

  /** Whether less than the age has passed; a time so far off that the difference overflows, too. */
  private static boolean isYounger(long modifiedMicros, Duration age, long atMicros) {
    try {
      return Math.subtractExact(atMicros, modifiedMicros) < age.toSeconds() * 1_000_000;
    } catch (ArithmeticException e) {
      return true;
    }
  }
}
