package godwit.tokenserver;

import org.jspecify.annotations.Nullable;

/**
 * A row of the tokenserver's {@code users}.
 *
 * @param uid the numeric user key on the node
 * @param email the account, {@code @}, and a fixed domain
 * @param generation milliseconds since the epoch, or {@link #RETIRED}
 * @param clientState hash of the Sync key in hex
 * @param createdAt milliseconds since the epoch
 * @param replacedAt milliseconds since the epoch, or null while the row is in use
 * @param nodeId of the node the uid is on
 * @param keysChangedAt milliseconds since the epoch, or null if it was never reported
 */
record AssignmentRow(
    long uid,
    String email,
    long generation,
    String clientState,
    long createdAt,
    @Nullable Long replacedAt,
    long nodeId,
    @Nullable Long keysChangedAt) {
  /** The generation of a deleted account. */
  static final long RETIRED = Long.MAX_VALUE;

  /** Leaves the account and the key's hash out. */
  @Override
  public String toString() {
    return "AssignmentRow[uid=" + uid + "]";
  }
}
