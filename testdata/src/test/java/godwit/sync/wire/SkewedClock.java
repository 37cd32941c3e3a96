package godwit.sync.wire;

import godwit.sync.SyncClock;
import java.util.concurrent.atomic.AtomicLong;

/** A machine whose clock is wrong by so much, until somebody corrects it. */
final class SkewedClock implements SyncClock {
  private final SyncClock right = SyncClock.system();
  private final AtomicLong skew = new AtomicLong();

  void skew(long millis) {
    skew.set(millis);
  }

  @Override
  public long millis() {
    return right.millis() + skew.get();
  }

  @Override
  public void awaitMillis(long millis) throws InterruptedException {
    right.awaitMillis(millis - skew.get());
  }
}
