package godwit.sync.memory;

import godwit.sync.contract.StorageBinding;
import godwit.sync.wire.DevicesProof;

/** Over the reference. */
class MemoryDevicesTest extends DevicesProof {
  @Override
  protected StorageBinding bind() {
    return new MemoryBinding(MemoryStorage::open);
  }
}
