package godwit.storage.spanner;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to try again, and how long to wait before: doubling from {@code first} up to {@code
 * longest}, of which a random half is taken off, so that workers that failed together do not come
 * back together.
 *
 * @param attempts 1 or more, the first included
 * @param first the wait after the first attempt, before the random part; more than zero
 * @param longest no wait is longer; not below {@code first}
 * @param total no wait begins that would end later than this after the start
 */
public record RetryPolicy(int attempts, Duration first, Duration longest, Duration total) {
  /** Rides out a restart of a server or a minute of overload. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(12, Duration.ofMillis(100), Duration.ofSeconds(16), Duration.ofMinutes(3));

  /** Tries once. */
  public static final RetryPolicy NEVER =
      new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1));

  private static final int MAX_DOUBLINGS = 30;

  /** Rejects policies that never try or never wait. */
  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts: " + attempts + " is below 1");
    }
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "waits from "
              + first
              + " to "
              + longest
              + ": the first must be more than zero and not"
              + " more than the longest");
    }
  }

  /**
   * How long to wait after a failed attempt, or nothing when it was the last.
   *
   * @param attempt which one failed, from 1
   * @param elapsed since the first attempt began
   */
  public Optional<Duration> delayAfter(int attempt, Duration elapsed, RandomGenerator random) {
    if (attempt >= attempts) {
      return Optional.empty();
    }
    Duration delay = jittered(ceiling(attempt), random);
    return elapsed.plus(delay).compareTo(total) > 0 ? Optional.empty() : Optional.of(delay);
  }

  /** The longest wait after that attempt. */
  Duration ceiling(int attempt) {
    Duration doubled = first.multipliedBy(1L << Math.min(attempt - 1, MAX_DOUBLINGS));
    return doubled.compareTo(longest) > 0 ? longest : doubled;
  }

  private static Duration jittered(Duration ceiling, RandomGenerator random) {
    long half = ceiling.toNanos() / 2;
    return Duration.ofNanos(ceiling.toNanos() - half + random.nextLong(half + 1));
  }
}
