package godwit.model;

import java.time.Instant;

/**
 * The absolute time at which a record becomes invisible, in whole milliseconds since the epoch.
 *
 * <p>Python shards hold it in seconds, syncstorage-rs in milliseconds, Spanner in microseconds. The
 * values that mean "never" are carried literally, as the ordinary far-away times they are:
 *
 * <ul>
 *   <li>{@link #PYTHON_NEVER}: 2036-07-18T13:20:00Z, what a Python server stores without a ttl, and
 *       what a batch commit of syncstorage-rs stores;
 *   <li>the time of writing plus {@link #DEFAULT_TTL_SECONDS}: what syncstorage-rs stores
 *       otherwise;
 *   <li>{@link #RUST_COLUMN_DEFAULT}: 2069-12-07T00:00:00Z, the column default of its first schema.
 * </ul>
 *
 * @param millis milliseconds since the epoch, up to {@link SyncTimestamp#MAX_MILLIS}; 0 or less is
 *     a record that was never visible
 */
public record Expiry(long millis) implements Comparable<Expiry> {
  /** The ttl of a record whose client sent none, in seconds: about 66.5 years. */
  public static final long DEFAULT_TTL_SECONDS = 2_100_000_000L;

  /** A Python server's "never". */
  public static final Expiry PYTHON_NEVER = ofSeconds(DEFAULT_TTL_SECONDS);

  /** The column default of syncstorage-rs before September 2019. */
  public static final Expiry RUST_COLUMN_DEFAULT = ofMillis(3_153_600_000_000L);

  /** 0001-01-01T00:00:00Z, the first moment a Spanner TIMESTAMP can hold. */
  public static final long MIN_MILLIS = -62_135_596_800_000L;

  /** Rejects times that Spanner cannot hold. */
  public Expiry {
    if (millis < MIN_MILLIS || millis > SyncTimestamp.MAX_MILLIS) {
      throw new IllegalArgumentException("expiry out of range: " + millis + " ms");
    }
  }

  /** Seconds since the epoch, as a Python shard stores them. */
  public static Expiry ofSeconds(long seconds) {
    return new Expiry(Math.multiplyExact(seconds, 1_000L));
  }

  /** Milliseconds since the epoch, as syncstorage-rs stores them. */
  public static Expiry ofMillis(long millis) {
    return new Expiry(millis);
  }

  /** Microseconds since the epoch; a part of a millisecond is refused, since it would be lost. */
  public static Expiry ofMicros(long micros) {
    if (micros % 1_000 != 0) {
      throw new IllegalArgumentException("expiry has a part of a millisecond: " + micros + " µs");
    }
    return new Expiry(micros / 1_000);
  }

  /** Microseconds since the epoch, as Spanner compares them. */
  public long micros() {
    return millis * 1_000L;
  }

  /** The same moment. */
  public Instant instant() {
    return Instant.ofEpochMilli(millis);
  }

  /** Whether the record is invisible at {@code now}: at its expiry it already is. */
  public boolean isPast(Instant now) {
    return millis <= now.toEpochMilli();
  }

  /** Whether this is one of the values that a server stores when no ttl was sent. */
  public boolean isNever() {
    return millis >= PYTHON_NEVER.millis;
  }

  @Override
  public int compareTo(Expiry other) {
    return Long.compare(millis, other.millis);
  }
}
