package godwit.storage;

import godwit.model.CollectionName;
import godwit.model.UserKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The database that users move to. Safe to share between threads.
 *
 * <p>The marker row (collection id 0) and the placeholder parents of batches (year 1) are answered
 * by {@link #collections} like other rows; callers know them by id and time.
 */
public interface BulkTarget extends AutoCloseable {
  /** Every collection name that has an id. */
  Map<CollectionName, Integer> collectionIds();

  /**
   * Gives an id to each name that has none yet: standard names their fixed one, others the next
   * from 101 up, in the order given. All or nothing; safe to call from several processes at once.
   *
   * @return the ids of {@code names}
   */
  Map<CollectionName, Integer> allocate(Collection<CollectionName> names);

  /** Those of the users that have any row here. */
  Set<UserKey> present(Collection<UserKey> users);

  /** The users' collection rows, by user and collection id; users without any are absent. */
  Map<UserKey, Map<Integer, TargetCollection>> collections(Collection<UserKey> users);

  /**
   * Digests of all users whose {@code fxa_uid} begins with {@code prefix}, by user and collection
   * id: one pass over that stretch of keys. Rows count if they are visible at {@code liveAt}.
   */
  Map<UserKey, Map<Integer, CollectionDigest>> digests(String prefix, Instant liveAt);

  /** The same for some users, however far apart their keys. */
  Map<UserKey, Map<Integer, CollectionDigest>> digests(Collection<UserKey> users, Instant liveAt);

  /**
   * Rows and payload bytes actually stored, expired ones included, by user and collection id; the
   * other figures of the digest are 0. For users whose {@code fxa_uid} begins with {@code prefix}.
   */
  Map<UserKey, Map<Integer, CollectionDigest>> stored(String prefix);

  /** The same for some users. */
  Map<UserKey, Map<Integer, CollectionDigest>> stored(Collection<UserKey> users);

  /** One collection of one user, for finding where two sides differ. */
  CollectionRows rowsOf(UserKey user, int collection);

  /** The next records of a collection in key order, by key access. */
  List<RowHead> headsAfter(UserKey user, int collection, @Nullable String id, int limit);

  /** Those of the records that exist, by id, by key access. */
  Map<String, RowHead> heads(UserKey user, int collection, Collection<String> ids);

  /**
   * Applies all writes in one commit, in their order.
   *
   * @throws StorageException of kind REJECTED if the backend will never take one of them
   */
  void commit(List<Write> writes);

  @Override
  void close();
}
