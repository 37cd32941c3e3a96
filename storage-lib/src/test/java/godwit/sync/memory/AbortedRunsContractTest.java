package godwit.sync.memory;

import godwit.sync.contract.StorageBinding;
import godwit.sync.contract.SyncStorageContract;

/** The contract holds, and with it its own tests, when every session's work runs twice. */
class AbortedRunsContractTest extends SyncStorageContract {
  @Override
  protected StorageBinding bind() {
    return new MemoryBinding(MemoryStorage::abortingFirstRuns);
  }
}
