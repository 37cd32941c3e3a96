package godwit.pipelines.run;

import godwit.storage.CommitLimits;
import java.io.Serializable;

/**
 * Sizes of commits and of pieces of work.
 *
 * @param commit what one commit may hold
 * @param binBytes payload bytes of one piece of work, 1 or more
 * @param hoarderRows a user with more rows gets pieces of its own, of about that many rows each
 */
public record CopyPolicy(CommitLimits commit, long binBytes, long hoarderRows)
    implements Serializable {
  /** Pieces of about a minute's work for one writer. */
  public static final CopyPolicy DEFAULT =
      new CopyPolicy(CommitLimits.DEFAULT, 64L * 1024 * 1024, 100_000);

  /** Rejects sizes below 1. */
  public CopyPolicy {
    if (binBytes < 1 || hoarderRows < 1) {
      throw new IllegalArgumentException(
          "sizes of work start at 1: bin-bytes " + binBytes + ", hoarder-rows " + hoarderRows);
    }
  }
}
