package godwit.pipelines.verify;

import godwit.storage.CollectionDigest;
import java.util.Map;

/**
 * What expiry may have taken from the target since a user was copied: the row deletion policy
 * deletes rows and leaves counters as they are.
 *
 * @param seen rows the source still has that have expired since the first copy, by the source's id
 * @param unseen at most so many more rows, which neither side has any longer, of the whole user
 */
record Expired(Map<Integer, CollectionDigest> seen, long unseen) {
  static final Expired NONE = new Expired(Map.of(), 0);
}
