package godwit.sync.spanner;

import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.TransactionContext;
import godwit.model.CollectionName;
import godwit.model.Collections;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.model.UserKey;
import godwit.storage.spanner.CollectionIds;
import godwit.sync.BatchStore;
import godwit.sync.BsoChange;
import godwit.sync.CollectionWriter;
import godwit.sync.WriteTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Changes of one collection in a read-write transaction, gathered until {@link #send}. */
final class CollectionSession extends CollectionView implements CollectionWriter {
  private final TransactionContext transaction;
  private final CollectionName name;
  private final @Nullable UserCollection row;
  private final UserRows rows;
  private final WriteCost cost;
  private final WriteGroup group;
  private final Map<Integer, Usage> healed = new HashMap<>();
  private @Nullable Integer allocated;

  private CollectionSession(
      TransactionContext transaction,
      UserKey user,
      Locked locked,
      SyncTimestamp now,
      WriteCost cost) {
    super(() -> transaction, user, locked.id, now);
    this.cost = cost;
    this.group = new WriteGroup(cost);
    this.transaction = transaction;
    this.name = locked.name;
    this.row = locked.row;
    this.rows = new UserRows(reads, user);
  }

  /** A collection whose row, if there is one, no other transaction can change now. */
  private record Locked(CollectionName name, Optional<Integer> id, @Nullable UserCollection row) {}

  /** Locks the collection and takes its next time. */
  static CollectionSession open(
      TransactionContext transaction, UserKey user, CollectionName name, SessionSetup setup) {
    Optional<Integer> id = setup.names().id(() -> transaction, name);
    var rows = new UserRows(() -> transaction, user);
    UserCollection row = id.flatMap(rows::locked).orElse(null);
    SyncTimestamp now = WriteTime.after(setup.clock(), lastChange(rows, row));
    return new CollectionSession(transaction, user, new Locked(name, id, row), now, setup.cost());
  }

  /** Of a collection that is not there, the marker row knows when it may have been deleted. */
  private static SyncTimestamp lastChange(UserRows rows, @Nullable UserCollection row) {
    return (row == null || row.isPretouch()
            ? rows.collection(Collections.MARKER_ID)
            : Optional.of(row))
        .map(UserCollection::modified)
        .orElse(SyncTimestamp.ofMillis(0));
  }

  @Override
  public SyncTimestamp modified() {
    return row == null ? SyncTimestamp.ofMillis(0) : row.modified();
  }

  @Override
  public SyncTimestamp storageModified() {
    return latest(rows.collections());
  }

  private static SyncTimestamp latest(Map<Integer, UserCollection> all) {
    return all.values().stream()
        .map(UserCollection::modified)
        .max(SyncTimestamp::compareTo)
        .orElse(SyncTimestamp.ofMillis(0));
  }

  @Override
  public long storedBytes() {
    return sum((collection, row) -> row.usage().orElseGet(() -> healed(collection)));
  }

  /** One range of rows a collection; what the row deletion policy took goes from the counters. */
  @Override
  public long countedBytes() {
    return sum((collection, row) -> healed(collection));
  }

  private long sum(BiFunction<Integer, UserCollection, Usage> usage) {
    long bytes = 0;
    for (Map.Entry<Integer, UserCollection> entry : rows.collections().entrySet()) {
      if (entry.getKey() != Collections.MARKER_ID && !entry.getValue().isPretouch()) {
        bytes += usage.apply(entry.getKey(), entry.getValue()).bytes();
      }
    }
    return bytes;
  }

  private Usage healed(int collection) {
    return healed.computeIfAbsent(
        collection,
        id -> {
          Usage counted = rows.recount(id);
          group.add(
              counters(Mutation.newUpdateBuilder(Cells.USER_COLLECTIONS), id, counted).build());
          return counted;
        });
  }

  /** Whether the user has the collection; an open batch alone does not make it one. */
  boolean isThere() {
    return row != null && !row.isPretouch();
  }

  /** Whether it has a row that children can hang on. */
  boolean hasRow() {
    return row != null;
  }

  /** The collection's id; a name without one gets it now. */
  int requireId() {
    if (id().isPresent()) {
      return id().get();
    }
    if (allocated == null) {
      Map<CollectionName, Integer> ids = CollectionIds.allocate(transaction, List.of(name));
      allocated = Objects.requireNonNull(ids.get(name));
      // Two cells, and two of the index of names.
      group.reserve(4);
    }
    return allocated;
  }

  /** The id that this transaction gives to the name, if it had none. */
  Optional<Integer> allocated() {
    return Optional.ofNullable(allocated);
  }

  @Override
  public void put(List<BsoChange> changes) {
    WriteGroup.verifyBytes(changes.stream().mapToLong(BsoChange::payloadBytes).sum());
    Usage before = usage();
    var writes = new BsoWrites(user, requireId(), now());
    Map<String, StoredBso> stored = stored(changes.stream().map(BsoChange::id).toList());
    changes.forEach(change -> writes.add(change, stored.get(change.id()), change.movesTime()));
    touch(before, writes.addedRows(), writes.addedBytes());
    group.addAll(writes.mutations());
  }

  /** Those of the records that are there; a collection that is not there need not be asked. */
  Map<String, StoredBso> stored(List<String> ids) {
    return isThere() ? new BsoRows(reads, user, requireId()).stored(ids) : Map.of();
  }

  /** What is stored before this session changes it. */
  Usage usage() {
    if (row == null || row.isPretouch()) {
      return Usage.NONE;
    }
    Usage counted = healed.get(requireId());
    return counted != null ? counted : row.usage().orElseGet(() -> rows.recount(requireId()));
  }

  /** Gives the collection the session's time, and its counters what changed. */
  void touch(Usage before, long addedRows, long addedBytes) {
    // Counters that were too low, which only another server leaves, must not become negative.
    var after =
        new Usage(Math.max(0, before.rows() + addedRows), Math.max(0, before.bytes() + addedBytes));
    group.add(
        counters(Mutation.newInsertOrUpdateBuilder(Cells.USER_COLLECTIONS), requireId(), after)
            .set("modified")
            .to(Cells.cell(now()))
            .build());
  }

  private Mutation.WriteBuilder counters(
      Mutation.WriteBuilder mutation, int collection, Usage usage) {
    return Cells.keyed(mutation, user, collection)
        .set("count")
        .to(usage.rows())
        .set("total_bytes")
        .to(usage.bytes());
  }

  @Override
  public boolean delete(String bso) {
    StoredBso stored = stored(List.of(bso)).get(bso);
    if (stored == null || !stored.isVisible(now())) {
      return false;
    }
    remove(Map.of(bso, stored));
    return true;
  }

  @Override
  public void delete(List<String> ids) {
    remove(stored(ids));
  }

  private void remove(Map<String, StoredBso> stored) {
    long bytes = stored.values().stream().mapToLong(StoredBso::payloadBytes).sum();
    touch(usage(), -stored.size(), -bytes);
    for (String bso : stored.keySet()) {
      group.add(Mutation.delete(Cells.BSOS, Cells.key(user, requireId(), bso)));
    }
  }

  @Override
  public SyncTimestamp deleteCollection() {
    Map<Integer, UserCollection> all = rows.collections();
    if (row == null) {
      return latest(all);
    }
    Key key = Cells.key(user, requireId());
    group.add(Mutation.delete(Cells.USER_COLLECTIONS, key));
    all.remove(requireId());
    if (isThere()) {
      all.put(Collections.MARKER_ID, mark(all.get(Collections.MARKER_ID)));
    }
    return latest(all);
  }

  /** Moves the marker row to the session's time, unless it is later already. */
  private UserCollection mark(@Nullable UserCollection marker) {
    if (marker != null && marker.modified().compareTo(now()) >= 0) {
      return marker;
    }
    group.add(
        counters(
                Mutation.newInsertOrUpdateBuilder(Cells.USER_COLLECTIONS),
                Collections.MARKER_ID,
                Usage.NONE)
            .set("modified")
            .to(Cells.cell(now()))
            .build());
    return new UserCollection(Cells.cell(now()), 0L, 0L);
  }

  @Override
  public BatchStore batches() {
    return new SpannerBatches(this, transaction, group);
  }

  /** What a record takes of the commit. */
  WriteCost cost() {
    return cost;
  }

  /** Hands what was gathered to the transaction. */
  void send() {
    group.send(transaction);
  }
}
