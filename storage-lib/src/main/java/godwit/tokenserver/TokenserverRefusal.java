package godwit.tokenserver;

/** A request that the tokenserver refuses although nothing is broken. */
public final class TokenserverRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Why it is refused. */
  public enum Kind {
    /** The key has changed after the generation, went back, or is not told any more. */
    INVALID_KEYS_CHANGED_AT,
    /** The generation went back. */
    INVALID_GENERATION,
    /** The client says that it has no Sync key. */
    EMPTY_CLIENT_STATE,
    /** The client has a Sync key that was replaced. */
    STALE_CLIENT_STATE,
    /** The Sync key is new and the generation is not. */
    CLIENT_STATE_WITHOUT_GENERATION,
    /** The Sync key is new and the time of its change is not. */
    CLIENT_STATE_WITHOUT_KEYS_CHANGED_AT,
    /** The account is unknown, and only known ones are served. */
    NEW_USERS_DISABLED,
    /** No node has room. */
    NO_NODE,
    /** The account was deleted, and so was its node. */
    NODE_GONE,
    /** The database did not answer within the time set for it. */
    ELAPSED
  }

  /** Refuses; the message holds no key, token or account. */
  public TokenserverRefusal(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** The same with the failure that led to it. */
  public TokenserverRefusal(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Why it is refused. */
  public Kind kind() {
    return kind;
  }
}
