package godwit.pipelines.io;

import java.io.Serializable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something of a run that a worker keeps open from its first piece of work until it is torn down,
 * so that it is not opened anew for every piece. Serialised without it. Used by one thread at a
 * time.
 *
 * @param <T> what is kept open
 */
public final class KeptOpen<T extends AutoCloseable> implements Serializable {
  private static final long serialVersionUID = 1L;

  private transient @Nullable String runId;
  private transient @Nullable T held;

  /** Opens it unless it is open for that run. */
  public void keep(String run, Supplier<T> open) {
    if (!run.equals(runId)) {
      close();
      held = open.get();
      runId = run;
    }
  }

  /** Closes it, if it is open. */
  public void close() {
    T closing = held;
    held = null;
    runId = null;
    try {
      if (closing != null) {
        closing.close();
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("what a worker held open cannot be closed", e);
    }
  }
}
