package godwit.sync.mysql;

import godwit.sync.contract.StorageBinding;
import godwit.sync.wire.RaceProof;
import org.junit.jupiter.api.Tag;

/** Over a Python server's three tables. */
@Tag("server")
class PythonShardedRaceTest extends RaceProof {
  @Override
  protected StorageBinding bind() {
    return new MySqlBinding(ServedLayout.PYTHON_SHARDED);
  }
}
