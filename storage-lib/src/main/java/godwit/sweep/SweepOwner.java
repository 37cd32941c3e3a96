package godwit.sweep;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user with the collections that it has in a store.
 *
 * @param owner whose
 * @param collections by the store's id; those without a row in {@code user_collections} too. The
 *     marker row (id 0) and the placeholder parents of batches are among them
 */
public record SweepOwner(Owner owner, Map<Integer, Collection> collections) {
  /**
   * What a store keeps about one collection beside its records.
   *
   * @param modifiedMicros its time in microseconds, or null if it has no row of its own
   * @param rows the counter of records, or null if there is none
   * @param bytes the counter of payload bytes, or null if there is none
   */
  public record Collection(
      @Nullable Long modifiedMicros, @Nullable Long rows, @Nullable Long bytes) {}

  /** Copies the map. */
  public SweepOwner {
    collections = Map.copyOf(collections);
  }
}
