package godwit.sync.mysql;

import godwit.sync.contract.StorageBinding;
import godwit.sync.wire.FuzzProof;
import org.junit.jupiter.api.Tag;

/** Over a Python server's three tables. */
@Tag("server")
class PythonShardedFuzzTest extends FuzzProof {
  @Override
  protected StorageBinding bind() {
    return new MySqlBinding(ServedLayout.PYTHON_SHARDED);
  }
}
