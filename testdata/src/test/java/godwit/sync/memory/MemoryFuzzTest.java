package godwit.sync.memory;

import godwit.sync.contract.StorageBinding;
import godwit.sync.wire.FuzzProof;

/** Over the reference. */
class MemoryFuzzTest extends FuzzProof {
  @Override
  protected StorageBinding bind() {
    return new MemoryBinding(MemoryStorage::open);
  }
}
