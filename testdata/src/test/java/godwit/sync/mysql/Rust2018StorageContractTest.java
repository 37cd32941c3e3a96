package godwit.sync.mysql;

import godwit.sync.contract.StorageBinding;
import godwit.sync.contract.SyncStorageContract;
import org.junit.jupiter.api.Tag;

/** The schema of syncstorage-rs before September 2019. */
@Tag("server")
class Rust2018StorageContractTest extends SyncStorageContract {
  @Override
  protected StorageBinding bind() {
    return new MySqlBinding(ServedLayout.RUST_2018);
  }
}
