package godwit.sync;

import godwit.model.SyncTimestamp;

/**
 * The time a writing session gets: the clock's, cut to ten milliseconds, once its collection is
 * locked, and later than the collection's last change. Two writes within the same ten milliseconds
 * are common, so a short wait for the clock beats refusing the second one, which no client can tell
 * from a slow server. A collection whose time lies further ahead was written by a machine whose
 * clock is wrong: waiting would block its writers, so that one is refused.
 */
public final class WriteTime {
  /** Times are multiples of this. */
  public static final long STEP_MILLIS = 10;

  /** The longest wait for the clock. */
  public static final long LONGEST_WAIT_MILLIS = 500;

  private WriteTime() {}

  /** The clock's time, cut. */
  public static SyncTimestamp now(SyncClock clock) {
    return SyncTimestamp.ofMillis(cut(clock.millis()));
  }

  /**
   * The clock's time, cut, once it is past {@code lastModified}.
   *
   * @throws SyncRefusal of kind CONFLICT if that is too far ahead, or the clock is set back
   *     meanwhile
   */
  public static SyncTimestamp after(SyncClock clock, SyncTimestamp lastModified) {
    long due = cut(lastModified.millis()) + STEP_MILLIS;
    long ahead = due - clock.millis();
    if (ahead > 0 && ahead <= LONGEST_WAIT_MILLIS) {
      await(clock, due);
    }
    long now = clock.millis();
    if (now < due) {
      throw new SyncRefusal(
          SyncRefusal.Kind.CONFLICT,
          "the collection's time is " + (due - now) + " ms ahead of this server's clock");
    }
    return SyncTimestamp.ofMillis(cut(now));
  }

  private static void await(SyncClock clock, long due) {
    try {
      clock.awaitMillis(due);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SyncRefusal(
          SyncRefusal.Kind.CONFLICT, "interrupted while waiting for the clock", e);
    }
  }

  private static long cut(long millis) {
    return millis - Math.floorMod(millis, STEP_MILLIS);
  }
}
