package godwit.sync.spanner;

import godwit.sync.contract.StorageBinding;
import godwit.sync.wire.FuzzProof;
import org.junit.jupiter.api.Tag;

/** Over the emulator. */
@Tag("server")
class SpannerFuzzIT extends FuzzProof {
  @Override
  protected StorageBinding bind() {
    return new SpannerBinding();
  }
}
