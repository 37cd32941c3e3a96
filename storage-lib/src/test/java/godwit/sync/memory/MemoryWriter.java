package godwit.sync.memory;

import godwit.model.Bso;
import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import godwit.sync.BatchStore;
import godwit.sync.BsoChange;
import godwit.sync.CollectionWriter;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Changes one collection: works out what becomes of the user, and leaves storing it to others. */
final class MemoryWriter extends MemoryReader implements CollectionWriter {
  private final CollectionName name;
  private final Supplier<String> batchIds;
  private UnaryOperator<StoredUser> change = UnaryOperator.identity();
  private boolean changed;

  MemoryWriter(StoredUser user, CollectionName name, SyncTimestamp now, Supplier<String> batchIds) {
    super(user, name, now);
    this.name = name;
    this.batchIds = batchIds;
  }

  /** What the session does to its user, whatever others did to other collections meanwhile. */
  UnaryOperator<StoredUser> change() {
    return change;
  }

  @Override
  void requireReadable() {
    requireOpen();
    if (changed) {
      throw new IllegalStateException("nothing is read after a change, nor changed again");
    }
  }

  private void change(UnaryOperator<StoredUser> to) {
    requireReadable();
    changed = true;
    change = to;
  }

  /** Replaces the collection. */
  void replace(StoredCollection by) {
    change(latest -> latest.with(name, by));
  }

  @Override
  public SyncTimestamp storageModified() {
    requireReadable();
    return user.modified();
  }

  @Override
  public long storedBytes() {
    requireReadable();
    return user.storedBytes();
  }

  @Override
  public long countedBytes() {
    return storedBytes();
  }

  @Override
  public void put(List<BsoChange> changes) {
    NavigableMap<String, Bso> bsos = new TreeMap<>(collection.bsos());
    for (BsoChange put : changes) {
      bsos.compute(put.id(), (id, stored) -> Merge.put(stored, put, now));
    }
    replace(collection.withBsos(now, bsos));
  }

  @Override
  public boolean delete(String id) {
    if (bso(id).isEmpty()) {
      change(UnaryOperator.identity());
      return false;
    }
    delete(List.of(id));
    return true;
  }

  @Override
  public void delete(List<String> ids) {
    NavigableMap<String, Bso> bsos = new TreeMap<>(collection.bsos());
    ids.forEach(bsos::remove);
    replace(collection.withBsos(now, bsos));
  }

  @Override
  public SyncTimestamp deleteCollection() {
    boolean existed = collection.exists();
    change(
        latest -> {
          StoredUser without = latest.with(name, null);
          return existed ? without.markedAt(now) : without;
        });
    return change.apply(user).modified();
  }

  @Override
  public BatchStore batches() {
    requireOpen();
    return new MemoryBatches(this, batchIds);
  }

  /** Writes the changes of a batch, and takes the batch away. */
  void commit(String batch, Collection<BsoChange> changes) {
    NavigableMap<String, Bso> bsos = new TreeMap<>(collection.bsos());
    for (BsoChange put : changes) {
      bsos.compute(put.id(), (id, stored) -> Merge.commit(stored, put, now));
    }
    NavigableMap<String, StoredBatch> batches = new TreeMap<>(collection.batches());
    batches.remove(batch);
    replace(collection.withBsos(now, bsos).withBatches(batches));
  }
}
