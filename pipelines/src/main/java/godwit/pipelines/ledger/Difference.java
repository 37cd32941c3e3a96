package godwit.pipelines.ledger;

import godwit.model.UserKey;

/**
 * Something that is not the same on both sides. Names the place, never the content.
 *
 * @param user whose
 * @param shard the shard of the source
 * @param uid the user's key there
 * @param collection the collection's name, or empty for the user as a whole
 * @param id the record's id, or empty for the collection as a whole
 * @param kind what is wrong
 * @param column the column that differs, or empty if the row is not there at all
 * @param repaired whether it was mended
 */
public record Difference(
    UserKey user,
    String shard,
    long uid,
    String collection,
    String id,
    Kind kind,
    String column,
    boolean repaired) {
  /** What can be wrong. The names are stored and printed; do not rename them. */
  public enum Kind {
    /** The user has no rows in the target at all. */
    USER_MISSING,
    /** A collection that the source has, maybe an empty one. */
    COLLECTION_MISSING,
    /** A collection that the source does not have. */
    COLLECTION_UNEXPECTED,
    /** A collection's time. */
    COLLECTION_DIFFERENT,
    /** A counter that is not what is stored. */
    COUNTER_WRONG,
    /** A record that the source has. */
    ROW_MISSING,
    /** A record that the source does not have. */
    ROW_UNEXPECTED,
    /** A column of a record. */
    ROW_DIFFERENT,
    /** The digests differed, and the rows did not when they were looked at: somebody is writing. */
    MOVING
  }

  /** The same, mended. */
  public Difference mended() {
    return new Difference(user, shard, uid, collection, id, kind, column, true);
  }
}
