package godwit.sync;

/** A clock that moves when it is told to, and at once when somebody waits for it. */
public final class ManualClock implements SyncClock {
  private long millis;

  /** Stands at {@code millis} since the epoch. */
  public ManualClock(long millis) {
    this.millis = millis;
  }

  @Override
  public synchronized long millis() {
    return millis;
  }

  /** Moves forwards, or backwards by a negative number. */
  public synchronized void advance(long by) {
    millis += by;
  }

  /** Puts the clock right, or wrong. */
  public synchronized void set(long to) {
    millis = to;
  }

  /** Moves to {@code due}, unless it is later already. */
  @Override
  public synchronized void awaitMillis(long due) {
    millis = Math.max(millis, due);
  }
}
