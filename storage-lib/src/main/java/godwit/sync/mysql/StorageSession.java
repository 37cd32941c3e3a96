package godwit.sync.mysql;

import godwit.model.CollectionName;
import godwit.model.Collections;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.sync.StorageWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Reads or changes all that one user has. */
final class StorageSession implements StorageWriter {
  private final Transaction transaction;
  private final ServedSchema schema;
  private final CollectionIds ids;
  private final long uid;
  private final SyncTimestamp now;
  private final Map<Integer, SyncTimestamp> times;

  private StorageSession(
      Transaction transaction, ServedSchema schema, CollectionIds ids, long uid, Opening opening) {
    this.transaction = transaction;
    this.schema = schema;
    this.ids = ids;
    this.uid = uid;
    this.now = opening.now;
    this.times = opening.times;
  }

  /** What a session begins with. */
  record Opening(SyncTimestamp now, Map<Integer, SyncTimestamp> times) {}

  static StorageSession of(
      Transaction transaction, ServedSchema schema, CollectionIds ids, long uid, Opening opening) {
    return new StorageSession(transaction, schema, ids, uid, opening);
  }

  /** The times of all of a user's collections, and of the marker. */
  static Map<Integer, SyncTimestamp> times(Transaction transaction, ServedSchema schema, long uid) {
    return times(transaction, schema, uid, "");
  }

  /** The same, and nobody changes or removes one of them until the session ends. */
  static Map<Integer, SyncTimestamp> lockedTimes(
      Transaction transaction, ServedSchema schema, long uid) {
    return times(transaction, schema, uid, " FOR UPDATE");
  }

  private static Map<Integer, SyncTimestamp> times(
      Transaction transaction, ServedSchema schema, long uid, String lock) {
    String sql = "SELECT {collection}, {lastModified} FROM user_collections WHERE {uid} = ?" + lock;
    Map<Integer, SyncTimestamp> times = new TreeMap<>();
    transaction.list(
        schema.sql(sql, uid), row -> times.put(row.getInt(1), Times.clamped(row.getLong(2))), uid);
    return times;
  }

  @Override
  public SyncTimestamp now() {
    return now;
  }

  @Override
  public SyncTimestamp modified() {
    return times.values().stream().max(SyncTimestamp::compareTo).orElse(SyncTimestamp.ofMillis(0));
  }

  @Override
  public Map<CollectionName, SyncTimestamp> collectionTimes() {
    return named(times);
  }

  /** Leaves out the marker and what has no name. */
  private <T> Map<CollectionName, T> named(Map<Integer, T> byId) {
    Map<Integer, T> collections = new HashMap<>(byId);
    collections.remove(Collections.MARKER_ID);
    Map<Integer, CollectionName> names = ids.namesOf(transaction, collections.keySet());
    Map<CollectionName, T> named = new TreeMap<>();
    BiConsumer<Integer, CollectionName> add =
        (id, name) -> {
          T value = collections.get(id);
          if (value != null) {
            named.put(name, value);
          }
        };
    names.forEach(add);
    return named;
  }

  @Override
  public Map<CollectionName, Usage> visibleUsage() {
    // In the order of the primary key the groups come one after another, without a sort.
    String sql =
        """
        SELECT {collection}, COUNT(*), COALESCE(SUM({bytes}), 0)
          FROM {bso} FORCE INDEX (PRIMARY)
         WHERE {uid} = ? AND {expiry} > ?
         GROUP BY {collection}
        """;
    Map<Integer, Usage> usage = new TreeMap<>();
    transaction.list(
        schema.sql(sql, uid),
        row -> usage.put(row.getInt(1), new Usage(row.getLong(2), row.getLong(3))),
        uid,
        schema.visibleAbove(now));
    return named(usage);
  }

  /**
   * Locks rows and no gaps between them: after the last row of the last user, new users begin. A
   * collection that another session makes meanwhile is found, locked and emptied in another round,
   * or came later than this; what is removed is always ours.
   */
  @Override
  public void deleteAll() {
    Set<Integer> owned = new TreeSet<>(times.keySet());
    do {
      transaction.deleteInSteps(schema.sql("DELETE FROM {bso} WHERE {uid} = ?", uid), uid);
    } while (owned.addAll(lockedTimes(transaction, schema, uid).keySet()));
    String row = "DELETE FROM user_collections WHERE {uid} = ? AND {collection} = ?";
    owned.forEach(collection -> transaction.update(schema.sql(row, uid), uid, collection));
    Batches.removeAll(transaction, schema, uid, now);
  }
}
