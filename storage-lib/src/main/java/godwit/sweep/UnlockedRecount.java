package godwit.sweep;

import godwit.model.Usage;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts a collection at one moment, without a lock, since a large one takes minutes; then rights
 * the counters if nobody wrote since. Whoever writes moves the collection's time, and a sweep that
 * deletes lowers the counters. It cannot lower those that are unknown or 0: these are made right
 * first, and the collection is counted once more.
 */
public final class UnlockedRecount {
  /** What to say of a collection that clients write to all the while. */
  public static final String BUSY =
      "A collection was written to whenever it had been counted; count it later.";

  private static final int LOOKS = 8;

  private UnlockedRecount() {}

  /**
   * The collection's row at a moment.
   *
   * @param modified its time, in the store's unit
   * @param rows its counter of records, or null if it is not known
   * @param bytes its counter of payload bytes, or null if it is not known
   */
  public record Parent(long modified, @Nullable Long rows, @Nullable Long bytes) {
    boolean tellsOfDeletions() {
      return rows != null && bytes != null && rows > 0;
    }
  }

  /**
   * What one look saw.
   *
   * @param parent the collection's row
   * @param exact what is stored, at the same moment
   */
  public record Look(Parent parent, Usage exact) {
    private Recount recount() {
      return new Recount(parent.rows(), parent.bytes(), exact, true);
    }
  }

  /**
   * Compares, and rights the counters if asked to.
   *
   * @param look counts; empty if there is nowhere to keep counters
   * @param right writes what was counted, unless the row is not as it was; tells whether it did
   * @return empty if the collection was written to all the while
   */
  public static Optional<Recount> run(
      boolean write, Supplier<Optional<Look>> look, Predicate<Look> right) {
    Recount first = null;
    for (int i = 0; i < LOOKS; i++) {
      Optional<Look> seen = look.get();
      if (seen.isEmpty()) {
        return Optional.of(new Recount(null, null, Usage.NONE, false));
      }
      Recount recount = seen.get().recount();
      if (!write) {
        return Optional.of(recount);
      }
      boolean isRight =
          !recount.isOff() || (right.test(seen.get()) && seen.get().parent().tellsOfDeletions());
      first = first == null ? recount : first;
      if (isRight) {
        return Optional.of(
            new Recount(first.storedRows(), first.storedBytes(), recount.exact(), true));
      }
    }
    return Optional.empty();
  }
}
