package godwit.pipelines.run;

import godwit.pipelines.policy.TombstonePolicy;
import godwit.storage.CommitLimits;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of commits and of pieces of work.
 *
 * @param commit what one commit may hold
 * @param binBytes payload bytes of one piece of work, 1 or more
 * @param hoarderRows a user with more rows gets pieces of its own, of about that many rows each
 * @param dropped which tombstones a move leaves behind, or null for none; all commands of a move
 *     must agree on it
 */
public record CopyPolicy(
    CommitLimits commit, long binBytes, long hoarderRows, @Nullable TombstonePolicy dropped)
    implements Serializable {
  /** Pieces of about a minute's work for one writer. */
  public static final CopyPolicy DEFAULT =
      new CopyPolicy(CommitLimits.DEFAULT, 64L * 1024 * 1024, 100_000);

  /** A policy that leaves no tombstone behind. */
  public CopyPolicy(CommitLimits commit, long binBytes, long hoarderRows) {
    this(commit, binBytes, hoarderRows, null);
  }

  /** The same, leaving tombstones behind. */
  public CopyPolicy dropping(TombstonePolicy tombstones) {
    return new CopyPolicy(commit, binBytes, hoarderRows, tombstones);
  }

  /** Rejects sizes below 1. */
  public CopyPolicy {
    if (binBytes < 1 || hoarderRows < 1) {
      throw new IllegalArgumentException(
          "sizes of work start at 1: bin-bytes " + binBytes + ", hoarder-rows " + hoarderRows);
    }
  }
}
