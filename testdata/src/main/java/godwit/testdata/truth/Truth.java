package godwit.testdata.truth;

import godwit.model.Usage;
import godwit.testdata.Workload;
import godwit.testdata.record.SyntheticRecord;
import godwit.testdata.record.SyntheticRecords;
import godwit.testdata.user.Assignment;
import godwit.testdata.user.CollectionPlan;
import godwit.testdata.user.Holding;
import godwit.testdata.user.Standing;
import godwit.testdata.user.SyntheticUser;
import godwit.testdata.user.SyntheticUsers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is true about one holding of one user, counted from the records themselves.
 *
 * @param user the number of the person
 * @param fxaUid the account
 * @param standing what the tokenserver makes of the person
 * @param assignment whose rows
 * @param current whether a move must carry them
 * @param collections in the order of the records
 */
public record Truth(
    long user,
    String fxaUid,
    Standing standing,
    Assignment assignment,
    boolean current,
    List<CollectionTruth> collections) {
  /** Copies the list. */
  public Truth {
    collections = List.copyOf(collections);
  }

  /** Counts one holding, record by record. */
  public static Truth of(Workload workload, SyntheticUser user, Holding holding) {
    Map<String, CollectionTruth> counted = new LinkedHashMap<>();
    for (CollectionPlan plan : holding.collections()) {
      counted.put(plan.name().text(), CollectionTruth.empty(plan));
    }
    for (SyntheticRecord row : new SyntheticRecords(workload, holding)) {
      counted.computeIfPresent(row.collection().text(), (name, truth) -> truth.plus(row));
    }
    return new Truth(
        user.number(),
        user.fxaUid(),
        user.standing(),
        holding.assignment(),
        user.isCurrent(holding),
        List.copyOf(counted.values()));
  }

  /** All holdings of all users of a part, counted as they are asked for. */
  public static Stream<Truth> part(Workload workload, int part, int parts) {
    return new SyntheticUsers(workload)
        .part(part, parts)
        .flatMap(user -> user.holdings().stream().map(h -> of(workload, user, h)));
  }

  /** Everything stored, over all collections. */
  public Usage all() {
    return collections.stream().map(CollectionTruth::all).reduce(Usage.NONE, Usage::plus);
  }

  /** What has expired, over all collections. */
  public Usage expired() {
    return collections.stream().map(CollectionTruth::expired).reduce(Usage.NONE, Usage::plus);
  }
}
