package godwit.pipelines.verify;

import godwit.model.UserKey;
import godwit.pipelines.io.CollectionMap;
import godwit.pipelines.io.Connections;
import godwit.pipelines.ledger.VerifyLog;
import godwit.pipelines.ledger.VerifySum;
import godwit.storage.BulkSource;
import godwit.storage.CollectionDigest;
import godwit.storage.TargetCollection;
import godwit.storage.spanner.SpannerTarget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares the users of one stretch of the target's keys: a few statements digest the whole stretch
 * in each database, and only users whose digests differ are looked at more closely.
 */
final class BucketChecker {
  private static final int CHUNK = 500;

  /** With fewer users than this the target is asked for them by key, not for its whole stretch. */
  private static final int FEW = 100;

  private final Task task;
  private final Connections connections;
  private final SpannerTarget target;
  private final ExpiredSinceCopy since;
  private final Map<String, CollectionMap> maps = new HashMap<>();

  BucketChecker(Task task, Connections connections) {
    this.task = task;
    this.connections = connections;
    this.target = connections.target();
    this.since = new ExpiredSinceCopy(connections.ledger(), task.liveAt());
  }

  void check(String bucket, List<UserRef> users) {
    var targets = TargetSide.read(target, task, bucket, keys(users), FEW);
    Map<String, List<UserRef>> byShard = new TreeMap<>();
    users.forEach(
        user -> byShard.computeIfAbsent(user.shard(), key -> new ArrayList<>()).add(user));
    VerifySum sum = VerifySum.NONE;
    List<UserKey> equal = new ArrayList<>();
    for (Map.Entry<String, List<UserRef>> shard : byShard.entrySet()) {
      List<UserRef> refs = shard.getValue();
      for (int from = 0; from < refs.size(); from += CHUNK) {
        if (connections.control().isStopped()) {
          return;
        }
        var chunk = refs.subList(from, Math.min(refs.size(), from + CHUNK));
        sum = sum.plus(checkChunk(shard.getKey(), chunk, targets, equal));
        connections.ledger().markVerified(equal);
        List<UserKey> different = new ArrayList<>(keys(chunk));
        different.removeAll(Set.copyOf(equal));
        connections.ledger().markDifferent(different);
        equal.clear();
      }
    }
    new VerifyLog(connections.ledger()).put(task.runId(), "keys " + bucket, sum);
  }

  private VerifySum checkChunk(
      String shard, List<UserRef> users, TargetSide targets, List<UserKey> equal) {
    BulkSource source = connections.steadyShard(shard);
    List<Long> uids = users.stream().map(UserRef::uid).toList();
    Map<Long, Map<Integer, CollectionDigest>> digests = source.digests(uids, task.liveAt());
    Map<Long, Map<Integer, Long>> times = source.collectionTimes(uids);
    Map<UserKey, Map<Integer, TargetCollection>> rows = target.collections(keys(users));
    List<UserRef> odd =
        users.stream().filter(user -> counterSaysMore(user, targets, rows)).toList();
    Map<UserKey, Expired> expired = since.of(source, odd, digests);
    VerifySum sum = VerifySum.NONE;
    for (UserRef user : users) {
      var sides =
          new UserSides(
              times.getOrDefault(user.uid(), Map.of()),
              digests.getOrDefault(user.uid(), Map.of()),
              rows.getOrDefault(user.key(), Map.of()),
              targets.digests().getOrDefault(user.key(), Map.of()),
              targets.stored().getOrDefault(user.key(), Map.of()),
              expired.getOrDefault(user.key(), Expired.NONE));
      VerifySum one = checkUser(user, source, sides);
      sum = sum.plus(one);
      if (one.equal() > 0) {
        equal.add(user.key());
      }
      connections.control().addUsers(1);
      connections.control().addRows(one.sourceRows(), 0);
    }
    return sum;
  }

  private static boolean counterSaysMore(
      UserRef user, TargetSide targets, Map<UserKey, Map<Integer, TargetCollection>> rows) {
    var stored = targets.stored().getOrDefault(user.key(), Map.of());
    return rows.getOrDefault(user.key(), Map.of()).entrySet().stream()
        .anyMatch(
            row ->
                CounterRule.saysMore(
                    row.getValue(), stored.getOrDefault(row.getKey(), CollectionDigest.EMPTY)));
  }

  private VerifySum checkUser(UserRef user, BulkSource source, UserSides sides) {
    CollectionMap map = maps.computeIfAbsent(user.shard(), this::map);
    map.learn(sides.times().keySet(), source::collectionNames);
    map.learn(sides.source().keySet(), source::collectionNames);
    var comparison = new UserComparison(map, sides);
    long differences = 0;
    if (!comparison.isEqual()) {
      differences = new UserFindings(task, connections, source, map).report(user, comparison);
    }
    return new VerifySum(
        1,
        differences == 0 ? 1 : 0,
        differences == 0 ? 0 : 1,
        0,
        0,
        comparison.unmovable(),
        differences,
        rows(sides.source()),
        rows(sides.target()));
  }

  /** A repair may have to bring a collection whose name the target does not know yet. */
  private CollectionMap map(String shard) {
    BulkSource source = connections.steadyShard(shard);
    return task.settings().repair()
        ? CollectionMap.allocating(source, target)
        : CollectionMap.readOnly(source, target);
  }

  private static long rows(Map<Integer, CollectionDigest> digests) {
    return digests.values().stream().mapToLong(CollectionDigest::rows).sum();
  }

  private static List<UserKey> keys(List<UserRef> users) {
    return users.stream().map(UserRef::key).toList();
  }
}
