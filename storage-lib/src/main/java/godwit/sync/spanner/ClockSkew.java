package godwit.sync.spanner;

import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import godwit.storage.StorageException;
import godwit.storage.spanner.Rows;
import godwit.storage.spanner.SpannerDatabase;
import godwit.sync.SyncClock;
import godwit.sync.WriteTime;

/**
 * How far a server's clock is from the database's. A server that is far ahead gives collections
 * times that keep every other server from writing them, so it must not begin to serve.
 *
 * @param aheadMillis at least so many ms ahead; negative if behind; 0 if the answer took longer
 *     than the difference
 */
record ClockSkew(long aheadMillis) {
  private static final long MICROS_PER_MILLI = 1_000;

  /** Asks the database for its time. */
  static ClockSkew measure(SpannerDatabase database, SyncClock clock) {
    return database.read(
        read -> {
          long before = clock.millis();
          try (ResultSet rows = read.executeQuery(Statement.of("SELECT CURRENT_TIMESTAMP()"))) {
            rows.next();
            long there = Rows.micros(rows.getTimestamp(0)) / MICROS_PER_MILLI;
            return between(before, there, clock.millis());
          }
        });
  }

  /** From the server's times before and after the database told its own. */
  static ClockSkew between(long before, long there, long after) {
    if (before > there) {
      return new ClockSkew(before - there);
    }
    return new ClockSkew(Math.min(0, after - there));
  }

  /**
   * Refuses a clock that other servers could not wait for.
   *
   * @throws StorageException of kind UNSUITABLE
   */
  void verify() {
    if (Math.abs(aheadMillis) > WriteTime.LONGEST_WAIT_MILLIS) {
      throw new StorageException(
          StorageException.Kind.UNSUITABLE,
          "This machine's clock is %d ms %s the database's; set it right (NTP), or writes of all servers will wait."
              .formatted(Math.abs(aheadMillis), aheadMillis > 0 ? "ahead of" : "behind"));
    }
  }
}
