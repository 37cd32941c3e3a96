package godwit.pipelines.ledger;

import godwit.model.Usage;
import godwit.model.UserKey;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of a user.
 *
 * @param key the user in the target
 * @param state where it is in its move
 * @param runId the run that last planned it
 * @param attempt how many runs have planned it, 1 or more
 * @param shard the shard it is on
 * @param uid its key there
 * @param planned rows and bytes the plan saw
 * @param vector the source's times at the last complete copy, or null if there was none
 * @param counts what became of its rows in the last complete copy
 * @param digest of what the last complete copy wrote, 16 hex digits, or null if it was not computed
 * @param cause why it failed, or null
 */
public record UserEntry(
    UserKey key,
    UserState state,
    String runId,
    int attempt,
    String shard,
    long uid,
    Usage planned,
    @Nullable SourceVector vector,
    RowCounts counts,
    @Nullable String digest,
    @Nullable String cause) {

  /** The same, tried once more. */
  UserEntry nextAttempt() {
    return new UserEntry(
        key, state, runId, attempt + 1, shard, uid, planned, vector, counts, digest, cause);
  }
}
