package godwit.testdata.user;

import godwit.model.CollectionName;

/**
 * What one user collection holds.
 *
 * @param name as its shard spells it
 * @param live how many live records, expired ones included
 * @param tombstones how many records that say that something was deleted, expired ones included
 * @param lastModified the time of the user collection, milliseconds since the epoch; no record of
 *     it is newer
 */
public record CollectionPlan(CollectionName name, int live, int tombstones, long lastModified) {
  /** All its records; 0 for a collection that was emptied but still has its time. */
  public int rows() {
    return live + tombstones;
  }
}
