package godwit.sync.memory;

import godwit.model.Usage;
import godwit.sync.BatchStore;
import godwit.sync.BsoChange;
import godwit.sync.SyncRefusal;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The batches of a session's collection. */
final class MemoryBatches implements BatchStore {
  private final MemoryWriter session;
  private final Supplier<String> newIds;

  MemoryBatches(MemoryWriter session, Supplier<String> newIds) {
    this.session = session;
    this.newIds = newIds;
  }

  @Override
  public String create(List<BsoChange> changes) {
    String id = newIds.get();
    store(id, new StoredBatch(session.now, new TreeMap<>()).with(changes));
    return id;
  }

  @Override
  public void append(String id, List<BsoChange> changes) {
    store(id, find(id).with(changes));
  }

  @Override
  public Usage staged(String id, Collection<String> except) {
    return find(id).usage(except);
  }

  @Override
  public void commit(String id, List<BsoChange> last) {
    session.commit(id, find(id).with(last).staged().values());
  }

  private StoredBatch find(String id) {
    session.requireReadable();
    StoredBatch batch = session.collection.batches().get(id);
    if (batch == null || !batch.isOpen(session.now)) {
      throw new SyncRefusal(
          SyncRefusal.Kind.BATCH_NOT_FOUND, "no such batch is open; start a new one");
    }
    return batch;
  }

  private void store(String id, StoredBatch batch) {
    NavigableMap<String, StoredBatch> batches = new TreeMap<>(session.collection.batches());
    batches.put(id, batch);
    session.replace(session.collection.withBatches(batches));
  }
}
