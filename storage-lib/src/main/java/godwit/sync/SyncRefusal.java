package godwit.sync;

/** A request that storage refuses although nothing is broken. */
public final class SyncRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Why it is refused. */
  public enum Kind {
    /** Another writer was in the way for too long; the same request may succeed later. */
    CONFLICT,
    /** The user's quota is used up. */
    OVER_QUOTA,
    /** No such batch: never made, somebody else's, of another collection, expired or committed. */
    BATCH_NOT_FOUND,
    /** More than the backend takes in one transaction. */
    TOO_LARGE,
    /** A payload has a character that the backend cannot store. */
    UNSTORABLE,
    /**
     * The backend finds users, or who of them is being moved, by account, and the token names none.
     */
    NO_KEY,
    /** See {@link MoveState#FROZEN}. */
    FROZEN,
    /** See {@link MoveState#SWITCHED}. */
    SWITCHED
  }

  /** Refuses; the message holds no payload and no user key. */
  public SyncRefusal(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** The same with the failure that led to it. */
  public SyncRefusal(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Why it is refused. */
  public Kind kind() {
    return kind;
  }
}
