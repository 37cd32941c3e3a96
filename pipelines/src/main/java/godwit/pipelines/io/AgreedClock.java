package godwit.pipelines.io;

import godwit.storage.StorageException;
import godwit.sweep.SweepStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The present moment as this host and a store's server both see it. */
public final class AgreedClock {
  private static final Duration MOST_AHEAD = Duration.ofMinutes(5);

  private AgreedClock() {}

  /**
   * The time by the clock that is behind, so that both agree that what goes is dead.
   *
   * @param here the time by this host's clock
   * @throws StorageException of kind UNSUITABLE if this host is more than 5 minutes ahead
   */
  public static Instant of(Instant here, SweepStore store) {
    Instant there = store.now();
    if (here.isAfter(there.plus(MOST_AHEAD))) {
      throw new StorageException(
          StorageException.Kind.UNSUITABLE,
          "The clock of this host says %s and that of %s says %s; set them right first: what is dead depends on them."
              .formatted(here.truncatedTo(ChronoUnit.SECONDS), store.name(), there));
    }
    return here.isAfter(there) ? there : here;
  }
}
