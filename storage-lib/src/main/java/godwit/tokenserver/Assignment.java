package godwit.tokenserver;

import godwit.model.UserKey;
import org.jspecify.annotations.Nullable;

/**
 * What the tokenserver says about one uid of a node.
 *
 * @param uid the numeric user key on the node's shard
 * @param kind whether this uid is what the person is sent to now, and if not, why
 * @param key the person's key in the target as the row gives it, or null if it cannot be computed
 * @param kidMayChange whether the time of the key change was never reported (0 or NULL): the key's
 *     number changes when a client first reports it
 * @param sharesKidWithCurrent whether the person's current row gives the same key, so that deleting
 *     by this row's key would delete live records
 * @param detail one plain sentence for reports; user keys are not in it
 */
public record Assignment(
    long uid,
    Kind kind,
    @Nullable UserKey key,
    boolean kidMayChange,
    boolean sharesKidWithCurrent,
    String detail) {

  /** The outcomes, in the order in which they are looked for. */
  public enum Kind {
    /** The tokenserver has no row with this uid. */
    NO_ROW,
    /** The row belongs to another node. */
    OTHER_NODE,
    /** The account was deleted: its generation is 2^63-1. */
    RETIRED,
    /** The row was marked as replaced. */
    REPLACED,
    /** Not marked, but another row of the same person is the one that is served. */
    SUPERSEDED,
    /** The account cannot be told: there is nothing before an @ in the email. */
    BAD_EMAIL,
    /** The key cannot be computed: the client state is empty or not hex. */
    BAD_CLIENT_STATE,
    /** The person is sent to this uid now. */
    CURRENT
  }
}
