package godwit.tokenserver.oauth;

/**
 * Something that happened to an account.
 *
 * @param kind what happened
 * @param fxaUid the account
 * @param changedAt when, in milliseconds since the epoch; 0 if it is not told
 */
public record AccountEvent(Kind kind, String fxaUid, long changedAt) {
  /** What happens to accounts. */
  public enum Kind {
    /** The account was deleted. */
    DELETED,
    /** The password changed. */
    PASSWORD_CHANGED,
    /** Something that does not concern Sync. */
    OTHER
  }

  /** Leaves the account out. */
  @Override
  public String toString() {
    return "AccountEvent[" + kind + "]";
  }
}
