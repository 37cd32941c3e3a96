package godwit.sync.memory;

import godwit.sync.contract.StorageBinding;
import godwit.sync.contract.SyncStorageContract;

class MemoryStorageContractTest extends SyncStorageContract {
  @Override
  protected StorageBinding bind() {
    return new MemoryBinding(MemoryStorage::open);
  }
}
