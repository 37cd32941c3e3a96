package godwit.sync.mysql;

import godwit.sync.contract.StorageBinding;
import godwit.sync.wire.FuzzProof;
import org.junit.jupiter.api.Tag;

/** Over our own schema. */
@Tag("server")
class OursFuzzTest extends FuzzProof {
  @Override
  protected StorageBinding bind() {
    return new MySqlBinding(ServedLayout.OURS);
  }
}
