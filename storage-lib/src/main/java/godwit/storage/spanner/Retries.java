package godwit.storage.spanner;

import com.google.cloud.spanner.SpannerException;
import godwit.storage.StorageException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Runs work again while its failure is one that passes. */
final class Retries {
  private final RetryPolicy policy;
  private final RetryListener listener;
  private final Sleeper sleeper;
  private final RandomGenerator random;
  private final LongSupplier nanoTime;

  Retries(
      RetryPolicy policy,
      RetryListener listener,
      Sleeper sleeper,
      RandomGenerator random,
      LongSupplier nanoTime) {
    this.policy = policy;
    this.listener = listener;
    this.sleeper = sleeper;
    this.random = random;
    this.nanoTime = nanoTime;
  }

  /** Retries in real time. */
  static Retries of(RetryPolicy policy, RetryListener listener) {
    return new Retries(
        policy,
        listener,
        delay -> Thread.sleep(delay.toMillis()),
        () -> ThreadLocalRandom.current().nextLong(),
        System::nanoTime);
  }

  /** Waits. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration delay) throws InterruptedException;
  }

  /** The result of the first attempt that does not fail; a failure that stays is classified. */
  <T> T call(Supplier<T> work) {
    long start = nanoTime.getAsLong();
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (SpannerException e) {
        StorageException failure = SpannerFailures.translate(e);
        if (failure.kind() != StorageException.Kind.TRANSIENT) {
          throw failure;
        }
        var elapsed = Duration.ofNanos(nanoTime.getAsLong() - start);
        Duration delay = policy.delayAfter(attempt, elapsed, random).orElseThrow(() -> failure);
        listener.retrying(e.getErrorCode().name(), attempt, delay);
        pause(delay, failure);
      }
    }
  }

  private void pause(Duration delay, StorageException failure) {
    try {
      sleeper.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.addSuppressed(e);
      throw failure;
    }
  }
}
