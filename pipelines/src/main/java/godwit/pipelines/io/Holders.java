package godwit.pipelines.io;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the workers of one process share in a run: made for the first who holds it, and to be ended
 * by the last.
 *
 * @param <T> what is shared
 */
public final class Holders<T> {
  private final Map<String, Held<T>> held = new HashMap<>();

  private static final class Held<T> {
    private final T shared;
    private int holders;

    Held(T shared) {
      this.shared = shared;
    }
  }

  /** Holds what the run shares, which is made if nobody holds it yet. */
  public synchronized T acquire(String runId, Supplier<T> make) {
    Held<T> found = held.get(runId);
    if (found == null) {
      found = new Held<>(make.get());
      held.put(runId, found);
    }
    found.holders++;
    return found.shared;
  }

  /**
   * Holds it no more; once for each time it was acquired.
   *
   * @return whether nobody holds it now, so that the caller ends it
   */
  public synchronized boolean release(String runId) {
    Held<T> found = held.get(runId);
    if (found == null || --found.holders > 0) {
      return false;
    }
    held.remove(runId);
    return true;
  }
}
