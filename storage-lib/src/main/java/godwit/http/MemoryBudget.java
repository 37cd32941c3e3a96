package godwit.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that bodies may take, of all requests together: those on their way in, and those that
 * their clients have not fetched yet. Safe to share between threads.
 */
public final class MemoryBudget {
  /** What a request may always take: connections are bounded, and sockets buffer as much. */
  static final int FREE_BYTES = 16 << 10;

  private static final int UNIT = FREE_BYTES;
  private static final int PART_OF_HEAP = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Semaphore units;
  private final int most;
  private final Duration patience;

  /**
   * A budget of so many bytes.
   *
   * @param patience how long a request waits for others to let go
   */
  public MemoryBudget(long bytes, Duration patience) {
    int all = Math.toIntExact(Math.min(Math.max(bytes / UNIT, 2), Integer.MAX_VALUE));
    this.units = new Semaphore(all);
    this.most = all / 2;
    this.patience = patience;
  }

  /** A quarter of the heap; two seconds of patience. */
  public static MemoryBudget ofHeap() {
    return new MemoryBudget(Runtime.getRuntime().maxMemory() / PART_OF_HEAP, PATIENCE);
  }

  /** The share of a new request: nothing yet. */
  public RequestMemory open() {
    return new RequestMemory(this);
  }

  /** Never more than half of all: the largest answer can be given, whatever the heap. */
  int units(long bytes) {
    return bytes <= FREE_BYTES ? 0 : (int) Math.min(most, (bytes + UNIT - 1) / UNIT);
  }

  void take(int more) {
    try {
      if (units.tryAcquire(more, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new OverloadedException();
  }

  /** The same without waiting. */
  void takeNow(int more) {
    if (!units.tryAcquire(more)) {
      throw new OverloadedException();
    }
  }

  void giveBack(int less) {
    units.release(less);
  }
}
