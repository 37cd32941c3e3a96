package godwit.storage;

import godwit.model.CollectionName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * One shard, read user by user. Never writes. Safe to share between threads; how many connections
 * it may use at once is its own budget, and callers wait for one.
 */
public interface BulkSource extends AutoCloseable {
  /** The shard's name in the configuration. */
  String shard();

  /**
   * Every collection id that has a name here; the 13 standard ones always, reserved dummies never.
   */
  Map<Integer, CollectionName> collectionNames();

  /**
   * The next users in ascending order of uid: all that have a row in {@code user_collections} or in
   * a BSO table. May return a few more than {@code limit}; an empty list means there are no more.
   */
  List<SourceUser> usersAfter(long uid, int limit);

  /** Opens a consistent view of one user. Close it soon: it holds a connection. */
  SourceSnapshot snapshot(long uid);

  /**
   * Cuts a user's rows into pieces of about {@code rowsPerRange} rows each, together all of them,
   * in one pass over the primary key.
   */
  List<RowRange> split(long uid, long rowsPerRange);

  /**
   * Digests of the rows visible at {@code liveAt}, by user and by the shard's collection id. A
   * collection without such rows is absent.
   */
  Map<Long, Map<Integer, CollectionDigest>> digests(Collection<Long> uids, Instant liveAt);

  /**
   * The users' rows in {@code user_collections}: last_modified in milliseconds by collection id.
   */
  Map<Long, Map<Integer, Long>> collectionTimes(Collection<Long> uids);

  /** One collection of one user, for finding where two sides differ. */
  CollectionRows rowsOf(long uid, int collection);

  @Override
  void close();
}
