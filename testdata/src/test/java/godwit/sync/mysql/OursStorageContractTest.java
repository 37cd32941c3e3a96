package godwit.sync.mysql;

import godwit.sync.contract.StorageBinding;
import godwit.sync.contract.SyncStorageContract;
import org.junit.jupiter.api.Tag;

/** Our own schema, which lacks nothing. */
@Tag("server")
class OursStorageContractTest extends SyncStorageContract {
  @Override
  protected StorageBinding bind() {
    return new MySqlBinding(ServedLayout.OURS);
  }
}
