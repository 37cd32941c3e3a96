package godwit.cli.bench;

import godwit.sync.SyncClock;

/** The machine's clock, with the time spent waiting for it. */
final class TimedClock implements SyncClock {
  private final SyncClock clock = SyncClock.system();
  private final TimeShares shares;

  TimedClock(TimeShares shares) {
    this.shares = shares;
  }

  @Override
  public long millis() {
    return clock.millis();
  }

  @Override
  public void awaitMillis(long millis) throws InterruptedException {
    long begun = System.nanoTime();
    try {
      clock.awaitMillis(millis);
    } finally {
      shares.clock(System.nanoTime() - begun);
    }
  }
}
