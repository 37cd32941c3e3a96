package godwit.pipelines.quota;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the time up to which a user's oldest records make up so many bytes, without holding the
 * records: first the day, in a second look the second within it. Pure.
 */
final class OldestFirst {
  private static final long SECOND = 1_000_000;
  private static final long DAY = 86_400 * SECOND;

  private final long unit;
  private final Slot within;
  private final TreeMap<Long, Long> bytesBySlot = new TreeMap<>();

  /**
   * A stretch of time.
   *
   * @param from its first microsecond
   * @param until the first microsecond behind it
   * @param before bytes of all records that are older
   */
  record Slot(long from, long until, long before) {
    private static final Slot ALWAYS = new Slot(Long.MIN_VALUE, Long.MAX_VALUE, 0);

    boolean contains(long micros) {
      return micros >= from && micros < until;
    }
  }

  private OldestFirst(long unit, Slot within) {
    this.unit = unit;
    this.within = within;
  }

  /** Looks for the day. */
  static OldestFirst byDay() {
    return new OldestFirst(DAY, Slot.ALWAYS);
  }

  /** Looks for the second within a day. */
  static OldestFirst bySecond(Slot day) {
    return new OldestFirst(SECOND, day);
  }

  /** Looks at a record. */
  void add(long modifiedMicros, long bytes) {
    if (within.contains(modifiedMicros)) {
      bytesBySlot.merge(Math.floorDiv(modifiedMicros, unit), bytes, Long::sum);
    }
  }

  /**
   * The stretch with whose records the sum reaches that many bytes; empty if all records together
   * are fewer.
   */
  Optional<Slot> reach(long bytes) {
    long sum = within.before();
    for (Map.Entry<Long, Long> slot : bytesBySlot.entrySet()) {
      if (sum + slot.getValue() >= bytes) {
        long from = slot.getKey() * unit;
        return Optional.of(new Slot(from, from + unit, sum));
      }
      sum += slot.getValue();
    }
    return Optional.empty();
  }
}
