package godwit.sync.web;

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

/** A storage in front of another one, for tests that change one thing about it. */
class ForwardingStorage implements SyncStorage {
  private final SyncStorage storage;

  ForwardingStorage(SyncStorage storage) {
    this.storage = storage;
  }

  @Override
  public <T> T readStorage(SyncUser user, Function<? super StorageReader, ? extends T> work) {
    return storage.readStorage(user, work);
  }

  @Override
  public <T> T writeStorage(SyncUser user, Function<? super StorageWriter, ? extends T> work) {
    return storage.writeStorage(user, work);
  }

  @Override
  public <T> T readCollection(
      SyncUser user,
      CollectionName collection,
      Function<? super CollectionReader, ? extends T> work) {
    return storage.readCollection(user, collection, work);
  }

  @Override
  public <T> T writeCollection(
      SyncUser user,
      CollectionName collection,
      Function<? super CollectionWriter, ? extends T> work) {
    return storage.writeCollection(user, collection, work);
  }

  @Override
  public boolean isBatchId(String text) {
    return storage.isBatchId(text);
  }

  @Override
  public MoveState moveState(SyncUser user) {
    return storage.moveState(user);
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
