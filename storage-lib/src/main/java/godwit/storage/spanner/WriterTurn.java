package godwit.storage.spanner;

import godwit.storage.StorageException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets one read-write transaction at a time through to a database of an emulator, whichever client
 * of this process it comes from: the emulator holds one only, and two on one client break each
 * other beyond retrying. Waiting in line is also faster there. The real service takes any number.
 */
final class WriterTurn {
  private static final Map<String, Semaphore> TURNS = new ConcurrentHashMap<>();

  private final Semaphore turn;

  private WriterTurn(Semaphore turn) {
    this.turn = turn;
  }

  static WriterTurn of(SpannerConfig config) {
    return config.isEmulator()
        ? new WriterTurn(
            TURNS.computeIfAbsent(
                config.emulatorHost() + "/" + config.path(), key -> new Semaphore(1, true)))
        : free();
  }

  /** Nobody waits. */
  static WriterTurn free() {
    return new WriterTurn(new Semaphore(Integer.MAX_VALUE));
  }

  /** Runs the work when it is its turn. The wait is bounded by the deadlines of those before. */
  <T> T take(Supplier<T> work) {
    turn.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      turn.release();
    }
  }

  /**
   * The same for work whose caller cannot wait long.
   *
   * @throws StorageException of kind CONFLICT if its turn does not come in time
   */
  <T> T take(Duration patience, Supplier<T> work) {
    if (!await(patience)) {
      throw new StorageException(
          StorageException.Kind.CONFLICT,
          "Another writer kept the emulator for more than " + patience.toMillis() + " ms.");
    }
    try {
      return work.get();
    } finally {
      turn.release();
    }
  }

  private boolean await(Duration patience) {
    try {
      return turn.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(
          StorageException.Kind.CONFLICT, "Interrupted while waiting for another writer.", e);
    }
  }
}
