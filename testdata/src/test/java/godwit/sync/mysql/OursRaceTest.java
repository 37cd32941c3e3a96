package godwit.sync.mysql;

import godwit.sync.contract.StorageBinding;
import godwit.sync.wire.RaceProof;
import org.junit.jupiter.api.Tag;

/** Over our own schema. */
@Tag("server")
class OursRaceTest extends RaceProof {
  @Override
  protected StorageBinding bind() {
    return new MySqlBinding(ServedLayout.OURS);
  }
}
