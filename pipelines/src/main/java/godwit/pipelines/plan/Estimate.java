package godwit.pipelines.plan;

import godwit.model.Usage;
import godwit.pipelines.run.CopyPolicy;

/**
 * About how much work a plan is.
 *
 * @param bins pieces of work
 * @param commits commits to the target
 * @param mutations mutations
 * @param seconds how long it takes with one writer
 */
public record Estimate(long bins, long commits, long mutations, double seconds) {
  /**
   * Rows of 500 bytes that one writer brings into a Spanner emulator in a second, measured on two
   * cores; a Spanner node of the real service takes two to ten thousand, depending on its load.
   */
  public static final double ASSUMED_WRITE_ROWS_PER_SECOND = 10_000;

  /** For a plan without a sample of reading. */
  public static final double NO_SAMPLE = 0;

  private static final int MUTATIONS_PER_ROW = 9;
  private static final int MUTATIONS_PER_COLLECTION = 6;
  private static final int MUTATIONS_PER_USER = 20;

  /**
   * Estimates. Pure.
   *
   * @param readRate rows a second read in the sample, 0 if there was none
   */
  public static Estimate of(
      Usage total, long users, long collections, CopyPolicy policy, double readRate) {
    var limits = policy.commit();
    long mutations =
        total.rows() * MUTATIONS_PER_ROW
            + collections * MUTATIONS_PER_COLLECTION
            + users * MUTATIONS_PER_USER;
    long commits =
        users == 0
            ? 0
            : Math.max(
                Math.max(ceil(total.rows(), limits.rows()), ceil(mutations, limits.mutations())),
                Math.max(1, ceil(total.bytes(), limits.bytes())));
    long bins = users == 0 ? 0 : Math.max(1, ceil(total.bytes(), policy.binBytes()));
    double rate =
        readRate <= 0
            ? ASSUMED_WRITE_ROWS_PER_SECOND
            : Math.min(readRate, ASSUMED_WRITE_ROWS_PER_SECOND);
    return new Estimate(bins, commits, mutations, total.rows() / rate);
  }

  private static long ceil(long amount, long piece) {
    return (amount + piece - 1) / piece;
  }
}
