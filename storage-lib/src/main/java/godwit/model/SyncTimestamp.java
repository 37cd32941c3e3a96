package godwit.model;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A time of change, in whole milliseconds since the epoch. Never rounded and never moved: MySQL
 * holds it in milliseconds, Spanner in microseconds, the wire in seconds with two decimals.
 *
 * @param millis milliseconds since the epoch, 0 to {@link #MAX_MILLIS}
 */
public record SyncTimestamp(long millis) implements Comparable<SyncTimestamp> {
  /** 9999-12-31T23:59:59.999Z, the last millisecond a Spanner TIMESTAMP can hold. */
  public static final long MAX_MILLIS = 253_402_300_799_999L;

  private static final long MICROS_PER_MILLI = 1_000;

  /** Rejects times that Spanner cannot hold. */
  public SyncTimestamp {
    if (millis < 0 || millis > MAX_MILLIS) {
      throw new IllegalArgumentException(
          "time out of range: " + millis + " ms; 0 to " + MAX_MILLIS + " can be stored");
    }
  }

  /** Milliseconds since the epoch, as a MySQL shard stores them. */
  public static SyncTimestamp ofMillis(long millis) {
    return new SyncTimestamp(millis);
  }

  /** Microseconds since the epoch; a part of a millisecond is refused, since it would be lost. */
  public static SyncTimestamp ofMicros(long micros) {
    if (micros % MICROS_PER_MILLI != 0) {
      throw new IllegalArgumentException("time has a part of a millisecond: " + micros + " µs");
    }
    return new SyncTimestamp(micros / MICROS_PER_MILLI);
  }

  /** Microseconds since the epoch, as Spanner compares them. */
  public long micros() {
    return millis * MICROS_PER_MILLI;
  }

  /** The same moment. */
  public Instant instant() {
    return Instant.ofEpochMilli(millis);
  }

  /**
   * Seconds with exactly two decimals, as the Sync protocol writes times; whatever is below ten
   * milliseconds is cut off, as every Sync server does.
   */
  public String wire() {
    return BigDecimal.valueOf(millis / 10, 2).toPlainString();
  }

  @Override
  public int compareTo(SyncTimestamp other) {
    return Long.compare(millis, other.millis);
  }
}
