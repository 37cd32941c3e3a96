package godwit.sync;

/** The machine's clock. */
final class SystemSyncClock implements SyncClock {
  @Override
  public long millis() {
    return System.currentTimeMillis();
  }

  @Override
  public void awaitMillis(long millis) throws InterruptedException {
    for (long left = millis - millis(); left > 0; left = millis - millis()) {
      Thread.sleep(left);
    }
  }
}
