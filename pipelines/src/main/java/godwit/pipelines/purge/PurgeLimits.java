package godwit.pipelines.purge;

import godwit.pipelines.pace.LoadRule;
import java.io.Serializable;
import java.time.Duration;

/**
 * How much a run may do, and how fast.
 *
 * @param maxRows records deleted by one process, at most; 1 or more
 * @param maxTime after which no more transaction begins
 * @param chunkTarget how long one transaction should take
 * @param chunkRows records deleted by one transaction, at most
 * @param load when to wait
 */
public record PurgeLimits(
    long maxRows, Duration maxTime, Duration chunkTarget, int chunkRows, LoadRule load)
    implements Serializable {
  /** Goes on to the end, in transactions of a fifth of a second. */
  public static final PurgeLimits NONE =
      new PurgeLimits(
          Long.MAX_VALUE, Duration.ofDays(3_650), Duration.ofMillis(200), 2_000, LoadRule.NONE);

  /** Rejects limits that allow nothing. */
  public PurgeLimits {
    if (maxRows < 1) {
      throw new IllegalArgumentException("max rows: " + maxRows + " is below 1");
    }
    if (maxTime.isNegative() || maxTime.isZero()) {
      throw new IllegalArgumentException("max time: " + maxTime + " leaves no time");
    }
  }

  /** Whether the run may end before everything is done. */
  boolean hasEnd() {
    return maxRows != NONE.maxRows || !maxTime.equals(NONE.maxTime);
  }

  /** The same with other sizes of a run. */
  public PurgeLimits withMost(long rows, Duration time) {
    return new PurgeLimits(rows, time, chunkTarget, chunkRows, load);
  }

  /** The same with another rule for waiting. */
  public PurgeLimits withLoad(LoadRule rule) {
    return new PurgeLimits(maxRows, maxTime, chunkTarget, chunkRows, rule);
  }
}
