package godwit.sync;

/** The time of day, and a way to wait for it. Tests bring their own. */
public interface SyncClock {
  /** Milliseconds since the epoch. */
  long millis();

  /**
   * Returns when {@link #millis} is at least {@code millis}, or earlier if the clock is set back
   * meanwhile. Called with a few ms to go.
   */
  void awaitMillis(long millis) throws InterruptedException;

  /** The machine's clock. */
  static SyncClock system() {
    return new SystemSyncClock(System::currentTimeMillis);
  }
}
