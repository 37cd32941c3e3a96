package godwit.sync.spanner;

import godwit.sync.contract.StorageBinding;
import godwit.sync.wire.DevicesProof;
import org.junit.jupiter.api.Tag;

/** Over the emulator. */
@Tag("server")
class SpannerDevicesIT extends DevicesProof {
  @Override
  protected StorageBinding bind() {
    return new SpannerBinding();
  }
}
