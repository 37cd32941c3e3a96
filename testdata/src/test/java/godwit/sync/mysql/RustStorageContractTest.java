package godwit.sync.mysql;

import godwit.sync.contract.StorageBinding;
import godwit.sync.contract.SyncStorageContract;
import org.junit.jupiter.api.Tag;

/** The schema of the present syncstorage-rs. */
@Tag("server")
class RustStorageContractTest extends SyncStorageContract {
  @Override
  protected StorageBinding bind() {
    return new MySqlBinding(ServedLayout.RUST);
  }
}
