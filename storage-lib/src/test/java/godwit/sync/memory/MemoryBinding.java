package godwit.sync.memory;

import godwit.model.CollectionName;
import godwit.model.Usage;
import godwit.sync.MoveState;
import godwit.sync.SyncClock;
import godwit.sync.SyncStorage;
import godwit.sync.SyncUser;
import godwit.sync.contract.StorageBinding;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** A new database in memory, opened in one of the two ways. */
final class MemoryBinding implements StorageBinding {
  private final MemoryDatabase database = new MemoryDatabase();
  private final BiFunction<MemoryDatabase, SyncClock, SyncStorage> opening;

  MemoryBinding(BiFunction<MemoryDatabase, SyncClock, SyncStorage> opening) {
    this.opening = opening;
  }

  @Override
  public SyncStorage open(SyncClock clock) {
    return opening.apply(database, clock);
  }

  @Override
  public List<String> storedIds(SyncUser user, CollectionName collection) {
    return database.storedIds(user, collection);
  }

  @Override
  public long stagedRows(SyncUser user, CollectionName collection) {
    return database.stagedRows(user, collection);
  }

  @Override
  public Optional<Usage> counters(SyncUser user, CollectionName collection) {
    return database.counters(user, collection);
  }

  @Override
  public void forgetCounters(SyncUser user, CollectionName collection) {
    database.forgetCounters(user, collection);
  }

  /** Nothing to do: the reference counts anew each time. */
  @Override
  public void overstateCounters(SyncUser user, CollectionName collection) {}

  @Override
  public void move(SyncUser user, MoveState state) {
    database.move(user, state);
  }

  @Override
  public void close() {}
}
