package godwit.sync.spanner;

import godwit.sync.contract.StorageBinding;
import godwit.sync.wire.RaceProof;
import org.junit.jupiter.api.Tag;

/** Over the emulator. */
@Tag("server")
class SpannerRaceIT extends RaceProof {
  @Override
  protected StorageBinding bind() {
    return new SpannerBinding();
  }
}
