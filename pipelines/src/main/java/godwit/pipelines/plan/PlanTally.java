package godwit.pipelines.plan;

import godwit.model.CollectionName;
import godwit.model.Usage;
import godwit.pipelines.figures.Distribution;
import godwit.pipelines.figures.UsageByName;
import godwit.pipelines.ledger.UserEntry;
import godwit.pipelines.run.CopyPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds a plan up while shards are read side by side. Safe to share between threads. */
final class PlanTally {
  private final Map<String, Long> skipped = new TreeMap<>();
  private final Map<String, Long> failed = new TreeMap<>();
  private final Map<String, Usage> usageByShard = new LinkedHashMap<>();
  private final Map<String, Long> usersByShard = new HashMap<>();
  private final Map<String, String> dialects = new LinkedHashMap<>();
  private final Map<String, Map<Integer, CollectionName>> names = new TreeMap<>();
  private final Map<List<String>, PlanReport.Obstacle> obstacles = new LinkedHashMap<>();
  private final Distribution sizes = new Distribution();
  private final UsageByName usage = new UsageByName();
  private long collections;
  private long hoarders;

  synchronized void shard(String name, String dialect) {
    dialects.put(name, dialect);
    usageByShard.put(name, Usage.NONE);
  }

  synchronized void copy(UserEntry user, int collectionCount, boolean isHoarder) {
    usageByShard.merge(user.shard(), user.planned(), Usage::plus);
    usersByShard.merge(user.shard(), 1L, Long::sum);
    collections += collectionCount;
    hoarders += isHoarder ? 1 : 0;
    sizes.add(user.planned().rows());
  }

  synchronized void skip(String reason) {
    skipped.merge(reason, 1L, Long::sum);
  }

  synchronized void fail(String cause) {
    failed.merge(cause, 1L, Long::sum);
  }

  synchronized void uses(String shard, int id, CollectionName name) {
    names.computeIfAbsent(shard, key -> new TreeMap<>()).put(id, name);
  }

  synchronized void holds(String collection, Usage stored) {
    usage.add(collection, stored);
  }

  synchronized void obstacle(String kind, String shard, long rows, String example) {
    obstacles.merge(
        List.of(kind, shard),
        new PlanReport.Obstacle(kind, shard, 1, rows, example),
        (a, b) ->
            new PlanReport.Obstacle(
                kind, shard, a.users() + b.users(), a.rows() + b.rows(), a.example()));
  }

  synchronized Map<String, Map<Integer, CollectionName>> names() {
    return Map.copyOf(names);
  }

  synchronized Usage total() {
    return usageByShard.values().stream().reduce(Usage.NONE, Usage::plus);
  }

  synchronized long users() {
    return usersByShard.values().stream().mapToLong(Long::longValue).sum();
  }

  synchronized PlanReport report(
      CollectionsPlan plan, CopyPolicy policy, double readRate, boolean interrupted) {
    Usage total = total();
    long users = users();
    var estimate = Estimate.of(total, users, collections, policy, readRate);
    return new PlanReport(
        new PlanReport.Users(
            users + sum(skipped) + sum(failed), users, Map.copyOf(skipped), Map.copyOf(failed)),
        total.rows(),
        total.bytes(),
        estimate.bins(),
        hoarders,
        estimate.commits(),
        estimate.mutations(),
        estimate.seconds(),
        plan,
        shards(),
        usage.sums(),
        sizes.buckets(),
        sortedObstacles(),
        interrupted);
  }

  private List<PlanReport.Shard> shards() {
    List<PlanReport.Shard> shards = new ArrayList<>();
    usageByShard.forEach(
        (name, usage) ->
            shards.add(
                new PlanReport.Shard(
                    name,
                    dialects.getOrDefault(name, ""),
                    usersByShard.getOrDefault(name, 0L),
                    usage.rows(),
                    usage.bytes())));
    return shards;
  }

  private List<PlanReport.Obstacle> sortedObstacles() {
    return obstacles.values().stream()
        .sorted(Comparator.comparingLong(PlanReport.Obstacle::users).reversed())
        .toList();
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
