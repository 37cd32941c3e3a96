package godwit.pipelines.migrate;

import godwit.pipelines.run.RunControl;
import godwit.storage.StorageException;
import godwit.storage.spanner.RetryPolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;

/**
 * Does work again that a lost connection to a shard cut off: a server that restarts must not end a
 * run of hours. Spanner's failures are tried again where they happen, and end the work here.
 */
final class SourceAttempts {
  private static final long SLICE_MILLIS = 200;

  private final RunControl control;

  SourceAttempts(RunControl control) {
    this.control = control;
  }

  /**
   * Does the work.
   *
   * @param work takes the number of the attempt, from 1
   * @param forget undoes what a failed attempt left in memory
   * @throws StorageException the last failure, when waiting longer makes no sense
   */
  void run(IntConsumer work, Runnable forget) {
    long start = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      try {
        work.accept(attempt);
        return;
      } catch (StorageException e) {
        forget.run();
        if (!mayPass(e)) {
          throw e;
        }
        var elapsed = Duration.ofNanos(System.nanoTime() - start);
        Duration delay =
            RetryPolicy.DEFAULT
                .delayAfter(attempt, elapsed, ThreadLocalRandom.current())
                .orElseThrow(() -> e);
        control.waitFor("the source is away, attempt " + (attempt + 1));
        pause(delay, e);
        control.waitFor("");
      }
    }
  }

  private static boolean mayPass(StorageException e) {
    boolean isPassing =
        e.kind() == StorageException.Kind.TRANSIENT
            || e.kind() == StorageException.Kind.UNREACHABLE;
    return isPassing && e.getCause() instanceof SQLException;
  }

  private void pause(Duration delay, StorageException failure) {
    try {
      for (long left = delay.toMillis(); left > 0; left -= SLICE_MILLIS) {
        if (control.isStopped()) {
          throw new Stopped();
        }
        Thread.sleep(Math.min(left, SLICE_MILLIS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.addSuppressed(e);
      throw failure;
    }
  }
}
