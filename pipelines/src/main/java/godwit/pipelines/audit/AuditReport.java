package godwit.pipelines.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import godwit.model.CollectionName;
import godwit.model.Usage;
import godwit.pipelines.figures.Distribution;
import godwit.pipelines.figures.TopUsers;
import godwit.pipelines.figures.UsageByName;
import godwit.pipelines.io.StoreScope;
import godwit.pipelines.plan.CollectionsPlan;
import godwit.pipelines.plan.Estimate;
import godwit.pipelines.policy.PurgeReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is there.
 *
 * @param runId its name
 * @param stores what was found where
 * @param users users in all stores together
 * @param total their records, expired ones included
 * @param usage the same by collection
 * @param sizes users by their number of records
 * @param expired expired records by collection: what a purge would free
 * @param tombstones records that are certainly tombstones, by collection
 * @param stale those of them that a purge would free, by collection
 * @param certainties unexpired records by how sure it is that they are tombstones
 * @param staleness what a purge would do with the certain tombstones
 * @param tombstoneDays the certain tombstones by their age in days
 * @param topRows the users with most records
 * @param topBytes the users with most bytes
 * @param collections custom names and their clashes
 * @param move what a move of the shards' current users takes
 * @param findings what to know, what matters most first
 * @param seconds how long it took
 * @param interrupted whether it was stopped before its end
 */
public record AuditReport(
    String runId,
    List<Store> stores,
    long users,
    Usage total,
    List<UsageByName.Sum> usage,
    List<Distribution.Bucket> sizes,
    List<UsageByName.Sum> expired,
    List<UsageByName.Sum> tombstones,
    List<UsageByName.Sum> stale,
    Map<Certainty, Usage> certainties,
    Map<PurgeReason, Usage> staleness,
    List<Distribution.Bucket> tombstoneDays,
    List<TopUsers.User> topRows,
    List<TopUsers.User> topBytes,
    CollectionsPlan collections,
    Move move,
    List<Finding> findings,
    double seconds,
    boolean interrupted) {

  /**
   * A store.
   *
   * @param name its name in the configuration
   * @param description its dialect
   * @param users users
   * @param rows records, expired ones included
   * @param bytes payload bytes
   * @param expired expired records
   * @param tombstones unexpired records that are certainly tombstones
   * @param stale those that a purge would delete
   */
  public record Store(
      String name,
      String description,
      long users,
      long rows,
      long bytes,
      long expired,
      long tombstones,
      long stale) {}

  /**
   * What a move takes, about.
   *
   * @param users users that can be moved
   * @param rows their records
   * @param bytes their payload bytes
   * @param commits commits
   * @param mutations mutations
   * @param seconds with one writer
   */
  public record Move(
      long users, long rows, long bytes, long commits, long mutations, double seconds) {}

  static AuditReport of(
      String runId, StoreScope scope, AuditTally tally, double seconds, boolean interrupted) {
    List<Store> stores = stores(tally);
    CollectionsPlan collections = CollectionsPlan.of(names(tally), Map.of());
    clashes(tally, collections);
    long users = stores.stream().mapToLong(Store::users).sum();
    Usage total =
        stores.stream()
            .map(store -> new Usage(store.rows(), store.bytes()))
            .reduce(Usage.NONE, Usage::plus);
    return new AuditReport(
        runId,
        stores,
        users,
        total,
        tally.usage.sums(),
        tally.rowsOfUsers.buckets(),
        tally.expired.sums(),
        tally.tombstones.sums(),
        tally.stale.sums(),
        tally.certainties.usages(),
        tally.reasons.usages(),
        tally.tombstoneDays.buckets(),
        tally.topRows.list(),
        tally.topBytes.list(),
        collections,
        move(scope, tally),
        tally.findings.list(),
        seconds,
        interrupted);
  }

  private static List<Store> stores(AuditTally tally) {
    List<Store> stores = new ArrayList<>();
    tally.stores.forEach(
        (name, sum) ->
            stores.add(
                new Store(
                    name,
                    sum.description,
                    sum.users,
                    sum.rows,
                    sum.bytes,
                    sum.expired,
                    sum.tombstones,
                    sum.stale)));
    return List.copyOf(stores);
  }

  private static Map<String, Map<Integer, CollectionName>> names(AuditTally tally) {
    Map<String, Map<Integer, CollectionName>> all = new TreeMap<>();
    tally.stores.forEach(
        (store, sum) -> {
          Map<Integer, CollectionName> names = new TreeMap<>();
          sum.names.forEach((id, name) -> names.put(id, new CollectionName(name)));
          all.put(store, names);
        });
    return all;
  }

  private static void clashes(AuditTally tally, CollectionsPlan collections) {
    collections.clashes().forEach(clash -> tally.findings.add(FindingCode.NAME_CLASH, 0, 0, clash));
    collections
        .caseVariants()
        .forEach(names -> tally.findings.add(FindingCode.NAME_CASE, 0, 0, names));
  }

  private static Move move(StoreScope scope, AuditTally tally) {
    var total = new Usage(tally.movableRows, tally.movableBytes);
    Estimate estimate =
        Estimate.of(
            total,
            tally.movableUsers,
            tally.movableCollections,
            scope.config().policy(),
            Estimate.NO_SAMPLE);
    return new Move(
        tally.movableUsers,
        total.rows(),
        total.bytes(),
        estimate.commits(),
        estimate.mutations(),
        estimate.seconds());
  }

  /** What a purge of expired records and of stale tombstones would free. */
  @JsonProperty
  public Usage purgeable() {
    Usage sum = Usage.NONE;
    for (List<UsageByName.Sum> sums : List.of(expired, stale)) {
      for (UsageByName.Sum one : sums) {
        sum = sum.plus(new Usage(one.rows(), one.bytes()));
      }
    }
    return sum;
  }

  /** Whether each record was judged exactly once. */
  @JsonProperty
  public boolean balanced() {
    long judged = certainties.values().stream().mapToLong(Usage::rows).sum();
    long past = expired.stream().mapToLong(UsageByName.Sum::rows).sum();
    return total.rows() == judged + past
        && total.rows() == usage.stream().mapToLong(UsageByName.Sum::rows).sum();
  }
}
