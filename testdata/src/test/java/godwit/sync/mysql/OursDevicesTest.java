package godwit.sync.mysql;

import godwit.sync.contract.StorageBinding;
import godwit.sync.wire.DevicesProof;
import org.junit.jupiter.api.Tag;

/** Over our own schema. */
@Tag("server")
class OursDevicesTest extends DevicesProof {
  @Override
  protected StorageBinding bind() {
    return new MySqlBinding(ServedLayout.OURS);
  }
}
