package godwit.cli.session;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked to come to a safe point when the user presses Ctrl-C. The first request stops the
 * work that is registered; if none is, or on the second request, the process ends.
 */
public final class Stopping {
  private final AtomicReference<@Nullable Runnable> stop = new AtomicReference<>();

  /** Work that can end cleanly. Close the registration when the work is over. */
  public Registration register(Runnable stopWork) {
    stop.set(stopWork);
    return () -> stop.compareAndSet(stopWork, null);
  }

  /**
   * Asks the registered work to stop, once.
   *
   * @return whether there was any; if not, the caller ends the process
   */
  public boolean request() {
    Runnable stopWork = stop.getAndSet(null);
    if (stopWork == null) {
      return false;
    }
    stopWork.run();
    return true;
  }

  /** Ends a registration. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
