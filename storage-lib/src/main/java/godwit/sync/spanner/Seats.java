package godwit.sync.spanner;

import godwit.storage.StorageException;
import godwit.sync.PoolState;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Bounds the sessions that are open at once. Spanner's client has no connections to run out of: it
 * multiplexes calls over a few channels, and would queue what is too much out of sight.
 */
final class Seats {
  private final int max;
  private final Duration patience;
  private final Semaphore free;

  Seats(int max, Duration patience) {
    this.max = max;
    this.patience = patience;
    this.free = new Semaphore(max, true);
  }

  /**
   * Runs the work on a seat.
   *
   * @throws StorageException of kind TRANSIENT if none gets free in time
   */
  <T> T take(Supplier<T> work) {
    if (!await()) {
      throw new StorageException(
          StorageException.Kind.TRANSIENT,
          "All " + max + " sessions were in use for " + patience.toMillis() + " ms.");
    }
    try {
      return work.get();
    } finally {
      free.release();
    }
  }

  private boolean await() {
    try {
      return free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(
          StorageException.Kind.TRANSIENT, "Interrupted while waiting for a session.", e);
    }
  }

  PoolState state() {
    int idle = free.availablePermits();
    return new PoolState(max - idle, idle, max);
  }
}
