package godwit.pipelines.io;

import godwit.sweep.DeleteGuard;
import godwit.sweep.Deletion;
import godwit.sweep.Owner;
import godwit.sweep.SweepRow;
import godwit.sweep.SweepStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Rows of one collection to be deleted in one transaction. Once a try has failed, nobody knows
 * whether it deleted them: those that a later try finds gone are told apart from those that others
 * deleted.
 *
 * @param owner whose they are
 * @param collection their collection
 * @param rows as they were judged
 * @param guard what must hold still
 */
public record RowDeletion(Owner owner, int collection, List<SweepRow> rows, DeleteGuard guard) {
  /** How often and how long a call is tried. */
  @FunctionalInterface
  public interface Attempts {
    /** Calls until it succeeds or must be given up. */
    Deletion call(Supplier<Deletion> once);
  }

  /** Deletes them, with as many tries as are given. */
  public Deletion from(SweepStore store, Attempts attempts) {
    Set<String> tried = new HashSet<>();
    return attempts.call(
        () -> {
          try {
            return store.delete(owner, collection, rows, guard).after(tried);
          } catch (RuntimeException e) {
            rows.forEach(row -> tried.add(row.id()));
            throw e;
          }
        });
  }
}
