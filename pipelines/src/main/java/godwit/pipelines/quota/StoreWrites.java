package godwit.pipelines.quota;

import godwit.pipelines.io.SourceAttempts;
import godwit.pipelines.run.RunControl;
import godwit.storage.StorageException;
import godwit.sweep.Patience;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes while the service runs: waits for busy servers and for other writers. */
final class StoreWrites {
  private final RunControl control;
  private final Patience patience;
  private final Runnable whenIdle;

  /**
   * Writes of a run.
   *
   * @param patience how often a write is tried
   * @param whenIdle returns when the servers are not busy, or the run is to end
   */
  StoreWrites(RunControl control, Patience patience, Runnable whenIdle) {
    this.control = control;
    this.patience = patience;
    this.whenIdle = whenIdle;
  }

  /** The same, tried as often as other writers and a server that restarts ask for. */
  static StoreWrites of(RunControl control, Runnable whenIdle) {
    return new StoreWrites(control, new SourceAttempts(control)::write, whenIdle);
  }

  /** Returns when the servers are not busy, or the run is to end. */
  void await() {
    whenIdle.run();
  }

  /**
   * Writes.
   *
   * @param write one that may be repeated
   * @throws godwit.pipelines.run.Stopped if the run was asked to end while it waited
   */
  <T> T call(Supplier<T> write) {
    return patience.ask(write);
  }

  /**
   * Empty if another writer was in the way to the last: that is no reason to end a run over
   * everybody else.
   *
   * @param writing by {@link #call}
   */
  <T> Optional<T> unlessHindered(Supplier<T> writing) {
    try {
      return Optional.of(writing.get());
    } catch (StorageException e) {
      if (e.kind() != StorageException.Kind.TRANSIENT) {
        throw e;
      }
      control.waitFor("");
      return Optional.empty();
    }
  }
}
