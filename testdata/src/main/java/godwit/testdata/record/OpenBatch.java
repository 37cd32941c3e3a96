package godwit.testdata.record;

import godwit.testdata.Draws;
import godwit.testdata.Moments;
import godwit.testdata.Topic;
import godwit.testdata.Workload;
import godwit.testdata.user.CollectionPlan;
import godwit.testdata.user.Holding;
import java.util.List;
import java.util.Optional;

/**
 * An upload that its client has begun and not committed: no part of the user's data.
 *
 * @param id milliseconds of its start with the last digit replaced by the uid's
 * @param collection where it would go
 * @param items the records uploaded so far
 */
public record OpenBatch(long id, CollectionPlan collection, List<SyntheticRecord> items) {
  private static final long LIFETIME = 7_200_000;

  /** Copies the list. */
  public OpenBatch {
    items = List.copyOf(items);
  }

  /** The open batch of a holding, if it has one; half of them are past their two hours. */
  public static Optional<OpenBatch> of(Workload workload, Holding holding) {
    long uid = holding.assignment().uid();
    Draws draws = Topic.BATCH.draws(workload, uid);
    List<CollectionPlan> candidates =
        holding.collections().stream()
            .filter(plan -> plan.name().text().equals("bookmarks"))
            .toList();
    if (candidates.isEmpty() || !draws.chance(workload.shares().openBatch())) {
      return Optional.empty();
    }
    CollectionPlan plan = candidates.get(0);
    long now = workload.now().toEpochMilli();
    long begun = Moments.cut(now - draws.between(10, 2 * LIFETIME));
    int count = 1 + draws.below(20);
    // The first few records are sent anew, the rest are new to the collection.
    var wider = new CollectionPlan(plan.name(), plan.rows() + count, 0, plan.lastModified());
    int from = Math.max(0, plan.live() - 3);
    var records = new SyntheticRecords(workload, holding);
    List<SyntheticRecord> items =
        java.util.stream.IntStream.range(from, from + count)
            .mapToObj(i -> records.record(wider, i))
            .toList();
    return Optional.of(new OpenBatch(begun + uid % 10, plan, items));
  }
}
