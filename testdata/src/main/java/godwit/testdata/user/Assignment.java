package godwit.testdata.user;

import godwit.model.FxaKid;
import godwit.model.UserKey;
import org.jspecify.annotations.Nullable;

/**
 * One row of the tokenserver's {@code users}: a person, with a key, on a node.
 *
 * @param uid the number by which the shard knows the person
 * @param shard the shard, from 0
 * @param generation the account's generation; 2^63-1 for a retired account
 * @param clientState 32 hex digits
 * @param keysChangedAt milliseconds since the epoch; 0 or null when it was never reported
 * @param createdAt milliseconds since the epoch
 * @param replacedAt milliseconds since the epoch, or null for the current row
 */
public record Assignment(
    long uid,
    int shard,
    long generation,
    String clientState,
    @Nullable Long keysChangedAt,
    long createdAt,
    @Nullable Long replacedAt) {
  /** The generation of an account that was deleted. */
  public static final long RETIRED = Long.MAX_VALUE;

  /** The key half of the user key, as the tokenserver makes it. */
  public FxaKid kid() {
    return FxaKid.ofHex(keysChangedAt == null ? generation : keysChangedAt, clientState);
  }

  /** The key that this assignment's rows get in the target. */
  public UserKey userKey(String fxaUid) {
    return new UserKey(fxaUid, kid().toString());
  }

  Assignment replaced(long moment) {
    return new Assignment(uid, shard, generation, clientState, keysChangedAt, createdAt, moment);
  }

  Assignment retired(long moment) {
    return new Assignment(uid, shard, RETIRED, clientState, keysChangedAt, createdAt, moment);
  }
}
