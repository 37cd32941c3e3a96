package godwit.storage;

import java.io.Serializable;

/**
 * How much one commit to the target may hold.
 *
 * @param mutations 1 to 80,000, Spanner's own limit
 * @param bytes 1 to 100,000,000, Spanner's own limit
 * @param rows 1 or more
 */
public record CommitLimits(int mutations, long bytes, int rows) implements Serializable {
  /** Spanner's limit of mutations in one commit. */
  public static final int MAX_MUTATIONS = 80_000;

  /** Spanner's limit of bytes in one commit. */
  public static final long MAX_BYTES = 100_000_000;

  /** Far below the limits: beyond a few megabytes a commit only gets slower. */
  public static final CommitLimits DEFAULT = new CommitLimits(20_000, 4_000_000, 2_000);

  /** Rejects limits that Spanner would not accept. */
  public CommitLimits {
    check("mutations per commit", mutations, MAX_MUTATIONS);
    check("bytes per commit", bytes, MAX_BYTES);
    check("rows per commit", rows, Integer.MAX_VALUE);
  }

  private static void check(String name, long value, long max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(name + ": " + value + " is not within 1 to " + max);
    }
  }
}
