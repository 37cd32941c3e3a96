package godwit.pipelines.purge;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What the workers of one process may still delete, together. Safe to share. */
final class Budget {
  /** Longer than anybody waits, and far from what a count of nanoseconds can hold. */
  private static final Duration LONGEST = Duration.ofDays(3_650);

  private final AtomicLong rows;
  private final long endNanos;
  private final LongSupplier nanoTime;
  private final AtomicBoolean reached = new AtomicBoolean();

  Budget(PurgeLimits limits, LongSupplier nanoTime) {
    Duration time = limits.maxTime();
    this.rows = new AtomicLong(limits.maxRows());
    this.nanoTime = nanoTime;
    this.endNanos = nanoTime.getAsLong() + (time.compareTo(LONGEST) > 0 ? LONGEST : time).toNanos();
  }

  /** Takes up to that many rows, and answers how many may be deleted. */
  int take(int wanted) {
    if (isOver()) {
      return 0;
    }
    long before = rows.getAndUpdate(left -> Math.max(0, left - wanted));
    int granted = (int) Math.min(before, wanted);
    if (granted < wanted) {
      reached.set(true);
    }
    return granted;
  }

  /** Takes all of that many rows or none, and answers whether they may be deleted. */
  boolean takeWhole(long wanted) {
    if (isOver()) {
      return false;
    }
    long before = rows.getAndUpdate(left -> left < wanted ? left : left - wanted);
    if (before < wanted) {
      reached.set(true);
    }
    return before >= wanted;
  }

  /** Gives back what was not deleted after all. */
  void giveBack(long count) {
    rows.addAndGet(count);
  }

  /** Whether to leave the rest for a later run; asked by whoever has something left to do. */
  boolean isOver() {
    if (endNanos - nanoTime.getAsLong() <= 0) {
      reached.set(true);
    }
    return reached.get();
  }

  /** Whether something was left for a later run. */
  boolean isReached() {
    return reached.get();
  }
}
