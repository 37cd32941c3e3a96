package godwit.pipelines.ledger;

/** Where a user is in its move. The names are stored in the ledger; do not rename them. */
public enum UserState {
  /** Chosen by a run, not or partly copied. */
  PLANNED,
  /** Copied; the ledger holds the source's times at that moment. */
  COPIED,
  /** Copied, and found equal by a verification. */
  VERIFIED,
  /** The source answers no requests while the last changes are copied. */
  FROZEN,
  /** Clients use the target: a copy must not touch it. */
  SWITCHED,
  /** Switched for good, and deleted from the source. */
  COMPLETED,
  /** Back on the source. */
  ROLLED_BACK,
  /** The last attempt failed; a run tries again. */
  FAILED;

  /** Whether a copy may write the user's rows in the target. */
  public boolean mayBeCopied() {
    return switch (this) {
      case PLANNED, COPIED, VERIFIED, ROLLED_BACK, FAILED -> true;
      case FROZEN, SWITCHED, COMPLETED -> false;
    };
  }

  /** Whether a whole copy of some moment is in the target. */
  public boolean isCopied() {
    return this == COPIED || this == VERIFIED;
  }
}
