package godwit.sync.memory;

import godwit.sync.contract.StorageBinding;
import godwit.sync.wire.RaceProof;

/** Over the reference. */
class MemoryRaceTest extends RaceProof {
  @Override
  protected StorageBinding bind() {
    return new MemoryBinding(MemoryStorage::open);
  }
}
