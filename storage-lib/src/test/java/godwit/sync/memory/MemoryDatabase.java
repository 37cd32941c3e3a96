package godwit.sync.memory;

import godwit.model.Bso;
import godwit.model.CollectionName;
import godwit.model.Usage;
import godwit.sync.MoveState;
import godwit.sync.SyncUser;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * What several {@link MemoryStorage storages} share: one immutable value for each user, replaced as
 * a whole.
 *
 * <pre>
 *   42 -> marker 1900000000.00
 *         bookmarks -> modified 1900000001.23, records b1 b2, batches 7
 *         history   -> modified 1900000002.34, records h1
 * </pre>
 */
public final class MemoryDatabase {
  final Locks locks = new Locks();
  private final Map<Long, StoredUser> users = new ConcurrentHashMap<>();
  private final Map<Long, MoveState> moves = new ConcurrentHashMap<>();
  private final AtomicLong batches = new AtomicLong();

  /** Says where a user is in a move, once the sessions that write to the user have ended. */
  public void move(SyncUser user, MoveState state) {
    locks.holdingUser(user.uid(), () -> moves.put(user.uid(), state));
  }

  /** The ids of a user's stored records, expired ones too. */
  public List<String> storedIds(SyncUser user, CollectionName collection) {
    return List.copyOf(user(user).collection(collection).bsos().keySet());
  }

  /** How many records are staged in a user's batches of a collection. */
  public long stagedRows(SyncUser user, CollectionName collection) {
    return user(user).collection(collection).batches().values().stream()
        .mapToLong(batch -> batch.staged().size())
        .sum();
  }

  /** Stores a record as a move does, with a time that may be finer than a server's own. */
  public void restore(SyncUser user, CollectionName collection, Bso bso) {
    change(
        user,
        latest -> {
          StoredCollection before = latest.collection(collection);
          NavigableMap<String, Bso> bsos = new TreeMap<>(before.bsos());
          bsos.put(bso.id(), bso);
          return latest.with(collection, before.withBsos(bso.modified(), bsos));
        });
  }

  /** The counters of a user's collection, unless they were forgotten. */
  public Optional<Usage> counters(SyncUser user, CollectionName collection) {
    return Optional.ofNullable(user(user).collections().get(collection))
        .map(StoredCollection::counters);
  }

  /** Forgets the counters, as a server without quotas does. */
  public void forgetCounters(SyncUser user, CollectionName collection) {
    change(
        user, latest -> latest.with(collection, latest.collection(collection).withoutCounters()));
  }

  StoredUser user(SyncUser user) {
    return users.getOrDefault(user.uid(), StoredUser.NONE);
  }

  MoveState moveState(SyncUser user) {
    return moves.getOrDefault(user.uid(), MoveState.HERE);
  }

  String newBatchId() {
    return Long.toString(batches.incrementAndGet());
  }

  static boolean isBatchId(String text) {
    return text.matches("[0-9]{1,19}");
  }

  void change(SyncUser user, UnaryOperator<StoredUser> change) {
    users.compute(
        user.uid(), (uid, latest) -> change.apply(latest == null ? StoredUser.NONE : latest));
  }

  void deleteAll(SyncUser user) {
    users.remove(user.uid());
  }
}
