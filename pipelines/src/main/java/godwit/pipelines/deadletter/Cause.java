package godwit.pipelines.deadletter;

/** Why something could not be moved. The names are stored and printed; do not rename them. */
public enum Cause {
  /** The shard's collection id has no name: it cannot be mapped, and is never guessed. */
  ORPHAN_COLLECTION,
  /** Records without a row in {@code user_collections}: their collection has no time to carry. */
  NO_COLLECTION_ROW,
  /** A time that the target cannot hold. */
  BAD_TIME,
  /** Larger than the target's limit for a value or a key. */
  OVERSIZE,
  /** The target refused the row for another reason. */
  REFUSED,
  /** The tokenserver knows no row for the uid. */
  NO_ASSIGNMENT,
  /** The tokenserver row's {@code client_state} is empty or not hex. */
  BAD_CLIENT_STATE,
  /** The tokenserver row's email has no account part. */
  BAD_EMAIL,
  /** The target already holds rows of the user that no run of ours wrote. */
  TARGET_NOT_EMPTY,
  /** The rows read are not the rows counted: the shard changed or cannot be trusted. */
  MISCOUNT,
  /** The user could not be read or written; its state is FAILED, and the next run tries again. */
  USER_FAILED;

  /** Whether it concerns a user as a whole rather than some of its rows. */
  public boolean isAboutUser() {
    return switch (this) {
      case ORPHAN_COLLECTION, NO_COLLECTION_ROW, BAD_TIME, OVERSIZE, REFUSED -> false;
      case NO_ASSIGNMENT, BAD_CLIENT_STATE, BAD_EMAIL, TARGET_NOT_EMPTY, MISCOUNT, USER_FAILED ->
          true;
    };
  }

  /** What an operator can do about it. */
  public String remedy() {
    return switch (this) {
      case ORPHAN_COLLECTION -> "give the id a name in the shard's collections table, then replay";
      case NO_COLLECTION_ROW -> "add the row to the shard's user_collections, then replay";
      case BAD_TIME -> "correct the time in the shard, then replay";
      case OVERSIZE -> "the record cannot be stored in Spanner; delete or shorten it in the shard";
      case REFUSED -> "see the detail; correct the record in the shard, then replay";
      case NO_ASSIGNMENT -> "a deleted account, as a rule; restore the tokenserver row or leave it";
      case BAD_CLIENT_STATE, BAD_EMAIL -> "correct the tokenserver row, then migrate again";
      case TARGET_NOT_EMPTY -> "find out who wrote these rows; delete them to move the user";
      case MISCOUNT, USER_FAILED -> "migrate again";
    };
  }
}
