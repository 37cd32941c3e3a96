package godwit.sync;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The machine's clock. */
final class SystemSyncClock implements SyncClock {
  private final LongSupplier wallClock;

  /**
   * @param wallClock milliseconds since the epoch; may be set back at any time
   */
  SystemSyncClock(LongSupplier wallClock) {
    this.wallClock = wallClock;
  }

  @Override
  public long millis() {
    return wallClock.getAsLong();
  }

  /** Bounded by a clock that nobody sets: callers hold locks. */
  @Override
  public void awaitMillis(long millis) throws InterruptedException {
    long begun = System.nanoTime();
    long allowed = WriteTime.LONGEST_WAIT_MILLIS;
    long left = millis - millis();
    while (left > 0 && allowed > 0) {
      Thread.sleep(Math.min(left, allowed));
      allowed =
          WriteTime.LONGEST_WAIT_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      left = millis - millis();
    }
  }
}
