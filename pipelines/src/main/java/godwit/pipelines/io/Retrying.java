package godwit.pipelines.io;

import godwit.pipelines.run.RunControl;
import godwit.storage.StorageException;
import java.time.Duration;
import java.util.function.Supplier;

/** Repeats what another writer was in the way of. The call must be one that may be repeated. */
public final class Retrying {
  private static final int ATTEMPTS = 6;
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);

  private Retrying() {}

  /**
   * Calls until it succeeds, with longer and longer waits.
   *
   * @throws StorageException if it fails for good, or once too often
   */
  public static <T> T call(RunControl control, Supplier<T> call) {
    Duration wait = FIRST_WAIT;
    for (int attempt = 1; ; attempt++) {
      try {
        T result = call.get();
        control.waitFor("");
        return result;
      } catch (StorageException e) {
        if (e.kind() != StorageException.Kind.TRANSIENT || attempt == ATTEMPTS) {
          throw e;
        }
        control.waitFor("another writer was in the way, attempt " + (attempt + 1));
        pause(wait, e);
        wait = wait.multipliedBy(2);
      }
    }
  }

  private static void pause(Duration wait, StorageException failure) {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.addSuppressed(e);
      throw failure;
    }
  }
}
