package godwit.sync;

/** Where a user is in a move to another server, as far as this one must know. */
public enum MoveState {
  /** Lives here. */
  HERE,
  /** Is being moved at this moment; nothing may be written here, nor read as if it were current. */
  FROZEN,
  /** Lives elsewhere now; the client must ask the tokenserver where. */
  SWITCHED
}
