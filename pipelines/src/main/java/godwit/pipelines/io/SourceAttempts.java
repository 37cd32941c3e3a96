package godwit.pipelines.io;

import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.Stopped;
import godwit.storage.StorageException;
import godwit.storage.spanner.RetryPolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Does work again that a lost connection to a MySQL server cut off: a server that restarts must not
 * end a run of hours. Spanner's failures are tried again where they happen, and end the work here.
 *
 * <p>Patience begins with the first failure, not with the work, which may have taken hours; and it
 * begins anew when an attempt came further than every one before it. Safe to share between threads.
 */
public final class SourceAttempts {
  private static final long SLICE_MILLIS = 200;

  private final RunControl control;
  private final RetryPolicy policy;
  private final LongSupplier nanoTime;

  /** Attempts of a run. */
  public SourceAttempts(RunControl control) {
    this(control, RetryPolicy.DEFAULT, System::nanoTime);
  }

  /** The same, by another policy and clock. */
  SourceAttempts(RunControl control, RetryPolicy policy, LongSupplier nanoTime) {
    this.control = control;
    this.policy = policy;
    this.nanoTime = nanoTime;
  }

  /** Failures in a row, none of which came further than those before. */
  private final class Streak {
    private long furthest;
    private long since;
    private int failures;

    /** How long to wait after a failure of an attempt that came so far; throws if too long. */
    Duration after(long reached, StorageException failure) {
      if (failures == 0 || reached > furthest) {
        furthest = Math.max(furthest, reached);
        since = nanoTime.getAsLong();
        failures = 0;
      }
      failures++;
      var elapsed = Duration.ofNanos(nanoTime.getAsLong() - since);
      return policy
          .delayAfter(failures, elapsed, ThreadLocalRandom.current())
          .orElseThrow(() -> failure);
    }
  }

  /**
   * Does the work.
   *
   * @param work takes the number of the attempt, from 1
   * @param reached counts what the work gets done, over all attempts
   * @param forget undoes what a failed attempt left in memory
   * @throws StorageException the last failure, when waiting longer makes no sense
   * @throws Stopped if the run was asked to end while it waited
   */
  public void run(IntConsumer work, LongSupplier reached, Runnable forget) {
    var streak = new Streak();
    for (int attempt = 1; ; attempt++) {
      long before = reached.getAsLong();
      try {
        work.accept(attempt);
        return;
      } catch (StorageException e) {
        forget.run();
        if (!mayPass(e)) {
          throw e;
        }
        Duration delay = streak.after(reached.getAsLong() - before, e);
        control.waitFor("the source is away, attempt " + (attempt + 1));
        pause(delay, e);
        control.waitFor("");
      }
    }
  }

  /** Asks for something that leaves no trace, as often as it takes. */
  public <T> T call(Supplier<T> question) {
    var answer = new AtomicReference<T>();
    run(attempt -> answer.set(question.get()), () -> 0, () -> {});
    return Objects.requireNonNull(answer.get());
  }

  /**
   * Writes something that may be written twice: tries again when another writer was in the way, and
   * for longer when the server is away.
   */
  public <T> T write(Supplier<T> writing) {
    return call(() -> Retrying.call(control, writing));
  }

  private static boolean mayPass(StorageException e) {
    boolean isPassing =
        e.kind() == StorageException.Kind.TRANSIENT
            || e.kind() == StorageException.Kind.UNREACHABLE;
    return isPassing && e.getCause() instanceof SQLException;
  }

  private void pause(Duration delay, StorageException failure) {
    try {
      for (long left = delay.toMillis(); left > 0 && !control.isStopped(); left -= SLICE_MILLIS) {
        Thread.sleep(Math.min(left, SLICE_MILLIS));
      }
      // Another attempt could wait a minute for a connection.
      if (control.isStopped()) {
        throw new Stopped();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.addSuppressed(e);
      throw failure;
    }
  }
}
