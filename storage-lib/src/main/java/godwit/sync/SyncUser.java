package godwit.sync;

/**
 * Who a request is for, as its token says. A MySQL backend finds the user by uid, Spanner by the
 * two other parts.
 *
 * @param uid the tokenserver's number, 0 or more
 * @param fxaUid the account; empty in tokens of old tokenservers
 * @param fxaKid the generation of its keys; empty in tokens of old tokenservers
 */
public record SyncUser(long uid, String fxaUid, String fxaKid) {
  /** Rejects negative uids. */
  public SyncUser {
    if (uid < 0) {
      throw new IllegalArgumentException("negative uid: " + uid);
    }
  }

  /** Whether the token names the user's key in Spanner. */
  public boolean hasKey() {
    return !fxaUid.isEmpty() && !fxaKid.isEmpty();
  }

  /** The uid alone: the rest identifies a person. */
  @Override
  public String toString() {
    return "SyncUser[" + uid + "]";
  }
}
