package godwit.pipelines.purge;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What the workers of one process may still delete, together. Safe to share. */
final class Budget {
  private final AtomicLong rows;
  private final long endNanos;
  private final LongSupplier nanoTime;
  private final AtomicBoolean reached = new AtomicBoolean();

  Budget(PurgeLimits limits, LongSupplier nanoTime) {
    this.rows = new AtomicLong(limits.maxRows());
    this.nanoTime = nanoTime;
    this.endNanos = nanoTime.getAsLong() + limits.maxTime().toNanos();
  }

  /** Takes up to that many rows, and answers how many may be deleted. */
  int take(int wanted) {
    if (endNanos - nanoTime.getAsLong() <= 0) {
      reached.set(true);
      return 0;
    }
    long before = rows.getAndUpdate(left -> Math.max(0, left - wanted));
    int granted = (int) Math.min(before, wanted);
    if (granted < wanted) {
      reached.set(true);
    }
    return granted;
  }

  /** Gives back what was not deleted after all. */
  void giveBack(int count) {
    rows.addAndGet(count);
  }

  /** Whether something had to be left for a later run. */
  boolean isReached() {
    return reached.get();
  }
}
