package godwit.pipelines.ledger;

import godwit.model.Usage;
import godwit.model.UserKey;
import godwit.storage.RowRange;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work: a stretch of users in the order of the target's keys, or a part of one user too
 * large for one piece.
 *
 * @param number 0 and up within a run
 * @param first the first user
 * @param last the last user, the same as the first for a part
 * @param users how many users the plan put into it
 * @param planned rows and bytes the plan saw
 * @param part which part of the user, or null for whole users
 */
public record Bin(
    long number, UserKey first, UserKey last, long users, Usage planned, @Nullable Part part) {
  /**
   * A part of one user.
   *
   * @param index 0 to {@code of - 1}
   * @param of how many parts there are
   * @param range the rows of the part
   */
  public record Part(int index, int of, RowRange range) {}
}
