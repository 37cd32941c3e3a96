package godwit.testdata.user;

import java.util.List;

/**
 * The rows that one assignment has, or left behind, on its shard.
 *
 * @param assignment whose rows
 * @param devices the browsers with a record in {@code clients}
 * @param collections in a fixed order
 */
public record Holding(
    Assignment assignment, List<Device> devices, List<CollectionPlan> collections) {
  /** Copies the lists. */
  public Holding {
    devices = List.copyOf(devices);
    collections = List.copyOf(collections);
  }

  /** How many records, over all collections. */
  public long rows() {
    return collections.stream().mapToLong(CollectionPlan::rows).sum();
  }
}
