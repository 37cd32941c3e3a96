package godwit.storage.spanner;

import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Options;
import com.google.cloud.spanner.ResultSet;
import com.google.common.collect.Iterables;
import godwit.model.CollectionName;
import godwit.model.UserKey;
import godwit.storage.BulkTarget;
import godwit.storage.CollectionDigest;
import godwit.storage.CollectionRows;
import godwit.storage.RowHead;
import godwit.storage.StorageException;
import godwit.storage.TargetCollection;
import godwit.storage.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sync tables in Spanner. Rows are reached by keys through the read API, which is the cheaper
 * call; SQL makes sums over long stretches only.
 */
public final class SpannerTarget implements BulkTarget {
  /** Key ranges in one read: enough to make the calls few. */
  private static final int USERS_PER_READ = 1_000;

  private final SpannerDatabase database;
  private final SpannerDigests digests;

  private SpannerTarget(SpannerDatabase database) {
    this.database = database;
    this.digests = new SpannerDigests(database);
  }

  /** The sync tables of a database; closing the target closes the database too. */
  public static SpannerTarget open(SpannerDatabase database) {
    return new SpannerTarget(database);
  }

  /** The database that the tables are in. */
  public SpannerDatabase database() {
    return database;
  }

  @Override
  public Map<CollectionName, Integer> collectionIds() {
    return database.read(CollectionIds::read);
  }

  @Override
  public Map<CollectionName, Integer> allocate(Collection<CollectionName> names) {
    return database.readWrite(transaction -> CollectionIds.allocate(transaction, names));
  }

  @Override
  public Set<UserKey> present(Collection<UserKey> users) {
    var present = new HashSet<UserKey>();
    readCollections(users, List.of("fxa_uid", "fxa_kid"), row -> present.add(Rows.user(row)));
    return present;
  }

  @Override
  public Map<UserKey, Map<Integer, TargetCollection>> collections(Collection<UserKey> users) {
    var all = new HashMap<UserKey, Map<Integer, TargetCollection>>();
    readCollections(
        users,
        Rows.COLLECTION_COLUMNS,
        row ->
            all.computeIfAbsent(Rows.user(row), user -> new HashMap<>())
                .put(Math.toIntExact(row.getLong("collection_id")), Rows.collection(row)));
    return all;
  }

  private void readCollections(
      Collection<UserKey> users, List<String> columns, Consumer<ResultSet> row) {
    for (List<UserKey> some : Iterables.partition(users, USERS_PER_READ)) {
      KeySet.Builder keys = KeySet.newBuilder();
      some.forEach(user -> keys.addRange(Rows.of(user)));
      each(Rows.COLLECTIONS_OF_USERS, keys.build(), columns, row);
    }
  }

  private void each(String table, KeySet keys, List<String> columns, Consumer<ResultSet> row) {
    database.read(
        read -> {
          try (ResultSet rows = read.read(table, keys, columns)) {
            while (rows.next()) {
              row.accept(rows);
            }
            return true;
          }
        });
  }

  @Override
  public Map<UserKey, Map<Integer, CollectionDigest>> digests(String prefix, Instant liveAt) {
    return digests.digests(prefix, liveAt);
  }

  @Override
  public Map<UserKey, Map<Integer, CollectionDigest>> digests(
      Collection<UserKey> users, Instant liveAt) {
    return digests.digests(users, liveAt);
  }

  @Override
  public Map<UserKey, Map<Integer, CollectionDigest>> stored(String prefix) {
    return digests.stored(prefix);
  }

  @Override
  public Map<UserKey, Map<Integer, CollectionDigest>> stored(Collection<UserKey> users) {
    return digests.stored(users);
  }

  @Override
  public CollectionRows rowsOf(UserKey user, int collection) {
    return new SpannerCollectionRows(database, user, collection);
  }

  @Override
  public List<RowHead> headsAfter(UserKey user, int collection, @Nullable String id, int limit) {
    KeySet keys = KeySet.range(Rows.after(user, collection, id));
    return database.read(
        read -> {
          var heads = new ArrayList<RowHead>();
          try (ResultSet rows =
              read.read(Rows.BSOS, keys, Rows.HEAD_COLUMNS, Options.limit(limit))) {
            while (rows.next()) {
              heads.add(Rows.head(rows));
            }
          }
          return heads;
        });
  }

  @Override
  public Map<String, RowHead> heads(UserKey user, int collection, Collection<String> ids) {
    KeySet.Builder keys = KeySet.newBuilder();
    ids.forEach(id -> keys.addKey(Rows.key(user, collection, id)));
    var heads = new HashMap<String, RowHead>();
    each(
        Rows.BSOS,
        keys.build(),
        Rows.HEAD_COLUMNS,
        row -> heads.put(row.getString("bso_id"), Rows.head(row)));
    return heads;
  }

  @Override
  public void commit(List<Write> writes) {
    commit(writes, transaction -> writes.size());
  }

  /**
   * Applies all writes in one commit, in their order, after {@code work} has run in the same
   * transaction. What the work reads is locked until the commit, and what it buffers is committed
   * with the writes; whatever it throws, nothing is. It may run more than once, even after an
   * earlier run was committed and the answer was lost: see {@link SpannerDatabase#readWrite}.
   *
   * @return what the work returned in the run that was committed
   * @throws StorageException what the work threw; of kind REJECTED, before anything is sent, if a
   *     write can never be taken
   */
  public <T> T commit(List<Write> writes, TransactionWork<T> work) {
    writes.forEach(SpannerTarget::verify);
    var mutations = writes.stream().map(Rows::mutation).toList();
    return database.readWrite(
        transaction -> {
          T result = work.run(transaction);
          transaction.buffer(mutations);
          return result;
        });
  }

  private static void verify(Write write) {
    SpannerLimits.problem(write)
        .ifPresent(
            problem -> {
              throw new StorageException(
                  StorageException.Kind.REJECTED,
                  "Spanner never takes a row of "
                      + write.user().shortened()
                      + ": "
                      + problem
                      + ".");
            });
  }

  @Override
  public void close() {
    database.close();
  }
}
