package godwit.pipelines.deadletter;

import godwit.model.UserKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that could not be moved. Holds where it is, never what it holds: the shard keeps the
 * row.
 *
 * @param runId the run that last tried
 * @param shard the shard's name
 * @param uid the shard's user key
 * @param user the target's user key, or null if it could not be found out
 * @param collection the collection's name, {@code #id} if it has none, or empty for a whole user
 * @param id the record's id, or empty for a whole collection or user
 * @param rows how many rows it stands for, 0 or more
 * @param cause why
 * @param detail one sentence, without payload
 * @param attempts how often it was tried, 1 or more
 * @param at when it was last tried
 */
public record DeadLetter(
    String runId,
    String shard,
    long uid,
    @Nullable UserKey user,
    String collection,
    String id,
    long rows,
    Cause cause,
    String detail,
    int attempts,
    Instant at) {
  /** The same, tried so often. */
  public DeadLetter withAttempts(int times) {
    return new DeadLetter(runId, shard, uid, user, collection, id, rows, cause, detail, times, at);
  }
}
