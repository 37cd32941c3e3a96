package godwit.testdata.user;

/** What the tokenserver makes of a person. */
public enum Standing {
  /** Has a current assignment to an existing node. */
  ACTIVE,
  /** The account was deleted: generation 2^63-1, and the row is replaced. */
  RETIRED,
  /** The current row names a node that no longer exists. */
  DANGLING
}
