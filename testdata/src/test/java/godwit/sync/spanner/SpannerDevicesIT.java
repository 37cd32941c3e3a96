package godwit.sync.spanner;

import godwit.sync.contract.StorageBinding;
import godwit.sync.wire.DevicesProof;
import java.time.Duration;
import org.junit.jupiter.api.Tag;

/** Over the emulator. */
@Tag("server")
class SpannerDevicesIT extends DevicesProof {
  @Override
  protected StorageBinding bind() {
    return new SpannerBinding(Duration.ofSeconds(60));
  }
}
