package godwit.storage.spanner;

import java.time.Duration;

/** Hears why work waits, so that a progress line can say it. Called by the waiting thread. */
@FunctionalInterface
public interface RetryListener {
  /** Hears nothing. */
  RetryListener NONE = (reason, attempt, delay) -> {};

  /**
   * Work failed and will be tried again.
   *
   * @param reason Spanner's error code, such as {@code RESOURCE_EXHAUSTED}
   * @param attempt which attempt failed, from 1
   * @param delay how long it waits now; zero where the client waits by itself
   */
  void retrying(String reason, int attempt, Duration delay);
}
