package godwit.pipelines.io;

import godwit.pipelines.pace.LoadRule;
import godwit.pipelines.run.RunControl;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Holds work back while a server is busy, and says why. Used by one thread. */
public final class LoadWatch {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Supplier<Optional<String>> busy;
  private final RunControl control;
  private final BooleanSupplier isOver;
  private final LongSupplier nanoTime;
  private final Sleeper sleeper;
  private long lookedAt;
  private boolean looked;

  /** Waits. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  LoadWatch(
      Supplier<Optional<String>> busy,
      RunControl control,
      BooleanSupplier isOver,
      LongSupplier nanoTime,
      Sleeper sleeper) {
    this.busy = busy;
    this.control = control;
    this.isOver = isOver;
    this.nanoTime = nanoTime;
    this.sleeper = sleeper;
  }

  /**
   * Watches the servers of a store.
   *
   * @param rule when they are too busy
   * @param isOver whether the run is to end for a reason of its own, such as a limit
   */
  public static LoadWatch of(
      SweepStores stores, LoadRule rule, RunControl control, BooleanSupplier isOver) {
    return new LoadWatch(
        () -> stores.busy(rule),
        control,
        isOver,
        System::nanoTime,
        time -> Thread.sleep(time.toMillis()));
  }

  /** Returns when no server is too busy, or the run is to end; looks once a second at most. */
  public void await() {
    long now = nanoTime.getAsLong();
    if (looked && now - lookedAt < BETWEEN_LOOKS.toNanos()) {
      return;
    }
    Optional<String> reason = busy.get();
    while (reason.isPresent() && !control.isStopped() && !isOver.getAsBoolean()) {
      control.waitFor(reason.get());
      pause(BETWEEN_LOOKS);
      reason = busy.get();
    }
    if (looked) {
      control.waitFor("");
    }
    looked = true;
    lookedAt = nanoTime.getAsLong();
  }

  private void pause(Duration time) {
    try {
      sleeper.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      control.stop();
    }
  }
}
