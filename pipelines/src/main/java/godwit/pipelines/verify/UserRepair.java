package godwit.pipelines.verify;

import godwit.model.UserKey;
import godwit.pipelines.io.CollectionMap;
import godwit.pipelines.io.Connections;
import godwit.pipelines.ledger.Difference;
import godwit.pipelines.ledger.RepairGuard;
import godwit.storage.BulkSource;
import godwit.storage.CollectionDigest;
import godwit.storage.SourceSnapshot;
import godwit.storage.TargetCollection;
import godwit.storage.Write;
import godwit.storage.spanner.SpannerTarget;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Copies again what differs between the sides of one user, and nothing else; then counts what is
 * stored, so that the counters are right. A user who has moved on is not touched.
 */
final class UserRepair {
  private final Task task;
  private final Connections connections;
  private final SpannerTarget target;
  private final BulkSource source;
  private final CollectionMap map;
  private final UserRef user;
  private final Set<String> touched = new LinkedHashSet<>();

  UserRepair(
      Task task, Connections connections, BulkSource source, CollectionMap map, UserRef user) {
    this.task = task;
    this.connections = connections;
    this.target = connections.target();
    this.source = source;
    this.map = map;
    this.user = user;
  }

  /**
   * Mends differences, if that was asked for, and answers them, those marked as mended that are.
   * Holds a connection to the shard only meanwhile, so that the search for more needs no second
   * one.
   */
  List<Difference> mend(List<Difference> found) {
    if (!task.settings().repair() || found.isEmpty()) {
      return found;
    }
    Set<Difference> left = connections.attempts().call(() -> mendOnce(found));
    return found.stream().map(one -> left.contains(one) ? one : one.mended()).toList();
  }

  private Set<Difference> mendOnce(List<Difference> found) {
    RepairWriter writer = writer();
    try (SourceSnapshot snapshot = source.snapshot(user.uid())) {
      var mending = new Mending(snapshot, writer, map, user.key(), touched);
      mending.mend(found);
      writer.flush();
      return mending.left();
    }
  }

  private RepairWriter writer() {
    return new RepairWriter(
        target,
        new RepairGuard(user.key(), connections.ledger()),
        task.config().policy().commit(),
        task.liveAt());
  }

  /** Writes the counters of every collection that was touched, as they are stored now. */
  void finish() {
    if (touched.isEmpty()) {
      return;
    }
    UserKey key = user.key();
    Map<Integer, CollectionDigest> stored = target.stored(List.of(key)).getOrDefault(key, Map.of());
    Map<Integer, TargetCollection> rows =
        target.collections(List.of(key)).getOrDefault(key, Map.of());
    RepairWriter writer = writer();
    for (String label : touched) {
      int id = map.targetId(label);
      TargetCollection row = rows.get(id);
      var sum = stored.getOrDefault(id, CollectionDigest.EMPTY);
      if (row != null) {
        writer.add(new Write.PutCollection(key, id, row.modifiedMicros(), sum.rows(), sum.bytes()));
      }
    }
    writer.flush();
  }
}
