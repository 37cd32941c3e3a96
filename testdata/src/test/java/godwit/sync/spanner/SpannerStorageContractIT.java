package godwit.sync.spanner;

import godwit.sync.contract.StorageBinding;
import godwit.sync.contract.SyncStorageContract;
import org.junit.jupiter.api.Tag;

@Tag("server")
class SpannerStorageContractIT extends SyncStorageContract {
  @Override
  protected StorageBinding bind() {
    return new SpannerBinding();
  }
}
