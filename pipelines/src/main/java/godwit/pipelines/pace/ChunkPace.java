package godwit.pipelines.pace;

import java.time.Duration;

/**
 * How many rows the next transaction takes, so that each takes about as long as it should: short
 * enough for the writers it locks out, long enough to be worth its overhead.
 *
 * @param rows of the next transaction
 * @param most never more
 * @param target how long one should take
 */
public record ChunkPace(int rows, int most, Duration target) {
  /** Never fewer: below that the overhead is all. */
  public static final int LEAST = 10;

  private static final int FIRST = 100;

  /** Begins carefully. */
  public static ChunkPace upTo(int most, Duration target) {
    return new ChunkPace(Math.min(FIRST, most), most, target);
  }

  /** Rejects what cannot be aimed at. */
  public ChunkPace {
    if (most < LEAST || rows < 1 || rows > most || target.isNegative() || target.isZero()) {
      throw new IllegalArgumentException(
          "chunks of " + rows + " up to " + most + " rows in " + target);
    }
  }

  /**
   * The pace after a transaction. Grows to twice its size at most, since one quick answer proves
   * little; shrinks at once as far as needed.
   */
  public ChunkPace after(int count, Duration took) {
    if (count < 1) {
      return this;
    }
    double ideal = count * (double) target.toNanos() / Math.max(1, took.toNanos());
    if (ideal > rows && count < rows) {
      // A part of a chunk that was quick says nothing about a whole one.
      return this;
    }
    int next = (int) Math.max(LEAST, Math.min(ideal, 2.0 * rows));
    return new ChunkPace(Math.min(next, most), most, target);
  }
}
