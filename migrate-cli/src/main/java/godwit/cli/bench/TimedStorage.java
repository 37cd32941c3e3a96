package godwit.cli.bench;

import godwit.model.CollectionName;
import godwit.sync.CollectionReader;
import godwit.sync.CollectionWriter;
import godwit.sync.MoveState;
import godwit.sync.PoolState;
import godwit.sync.StorageReader;
import godwit.sync.StorageWriter;
import godwit.sync.SyncStorage;
import godwit.sync.SyncUser;
import java.util.function.Function;
import java.util.function.Supplier;

/** A storage whose sessions are timed. What endpoints do within a session is little beside it. */
final class TimedStorage implements SyncStorage {
  private final SyncStorage storage;
  private final TimeShares shares;

  TimedStorage(SyncStorage storage, TimeShares shares) {
    this.storage = storage;
    this.shares = shares;
  }

  private <T> T timed(Supplier<T> session) {
    long begun = System.nanoTime();
    try {
      return session.get();
    } finally {
      shares.storage(System.nanoTime() - begun);
    }
  }

  @Override
  public <T> T readStorage(SyncUser user, Function<? super StorageReader, ? extends T> work) {
    return this.<T>timed(() -> storage.<T>readStorage(user, work));
  }

  @Override
  public <T> T writeStorage(SyncUser user, Function<? super StorageWriter, ? extends T> work) {
    return this.<T>timed(() -> storage.<T>writeStorage(user, work));
  }

  @Override
  public <T> T readCollection(
      SyncUser user,
      CollectionName collection,
      Function<? super CollectionReader, ? extends T> work) {
    return this.<T>timed(() -> storage.<T>readCollection(user, collection, work));
  }

  @Override
  public <T> T writeCollection(
      SyncUser user,
      CollectionName collection,
      Function<? super CollectionWriter, ? extends T> work) {
    return this.<T>timed(() -> storage.<T>writeCollection(user, collection, work));
  }

  @Override
  public boolean isBatchId(String text) {
    return storage.isBatchId(text);
  }

  @Override
  public MoveState moveState(SyncUser user) {
    return timed(() -> storage.moveState(user));
  }

  @Override
  public void verifyReachable() {
    storage.verifyReachable();
  }

  @Override
  public PoolState pool() {
    return storage.pool();
  }

  @Override
  public void close() {
    storage.close();
  }
}
