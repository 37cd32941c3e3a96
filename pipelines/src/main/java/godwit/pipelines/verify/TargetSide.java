package godwit.pipelines.verify;

import godwit.model.UserKey;
import godwit.storage.BulkTarget;
import godwit.storage.CollectionDigest;
import java.util.List;
import java.util.Map;

/**
 * The target's digests of one stretch of keys.
 *
 * @param digests of visible rows, by user and collection id
 * @param stored of all rows, by user and collection id
 */
record TargetSide(
    Map<UserKey, Map<Integer, CollectionDigest>> digests,
    Map<UserKey, Map<Integer, CollectionDigest>> stored) {
  static TargetSide read(
      BulkTarget target, Task task, String bucket, List<UserKey> users, int few) {
    if (users.size() <= few) {
      return new TargetSide(target.digests(users, task.liveAt()), target.stored(users));
    }
    return new TargetSide(target.digests(bucket, task.liveAt()), target.stored(bucket));
  }
}
