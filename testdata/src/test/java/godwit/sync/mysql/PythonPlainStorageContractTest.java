package godwit.sync.mysql;

import godwit.sync.contract.StorageBinding;
import godwit.sync.contract.SyncStorageContract;
import org.junit.jupiter.api.Tag;

/** A Python server's with one table. */
@Tag("server")
class PythonPlainStorageContractTest extends SyncStorageContract {
  @Override
  protected StorageBinding bind() {
    return new MySqlBinding(ServedLayout.PYTHON_PLAIN);
  }
}
