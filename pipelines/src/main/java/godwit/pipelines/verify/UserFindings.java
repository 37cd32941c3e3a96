package godwit.pipelines.verify;

import godwit.pipelines.io.CollectionMap;
import godwit.pipelines.io.Connections;
import godwit.pipelines.ledger.Difference;
import godwit.pipelines.ledger.Difference.Kind;
import godwit.pipelines.ledger.VerifyLog;
import godwit.storage.BulkSource;
import godwit.storage.spanner.SpannerTarget;
import java.util.ArrayList;
import java.util.List;

/** Names each difference of a user whose digests differ, and mends it if asked to. */
final class UserFindings {
  private static final int SMALL_COLLECTION = 2_000;
  private static final int CHUNK = 500;

  private final Task task;
  private final Connections connections;
  private final BulkSource source;
  private final CollectionMap map;
  private final SpannerTarget target;
  private final List<Difference> waiting = new ArrayList<>();
  private long count;

  UserFindings(Task task, Connections connections, BulkSource source, CollectionMap map) {
    this.task = task;
    this.connections = connections;
    this.source = source;
    this.map = map;
    this.target = connections.target();
  }

  /** Reports all differences, and answers how many there are. */
  long report(UserRef user, UserComparison comparison) {
    var repair = new UserRepair(task, connections, source, map, user);
    for (UserComparison.Finding finding : comparison.findings()) {
      add(repair, difference(user, finding.collection(), "", finding.kind(), finding.column()));
    }
    for (UserComparison.Unequal collection : comparison.unequal()) {
      descend(user, collection, repair);
    }
    flush(repair);
    repair.finish();
    return count;
  }

  private void descend(UserRef user, UserComparison.Unequal collection, UserRepair repair) {
    try (LeftBehind left =
        new LeftBehind(
            task,
            source,
            user,
            collection,
            row ->
                add(
                    repair,
                    difference(
                        user, collection.collection(), row.id(), row.kind(), row.column())))) {
      new Descent(
              source.rowsOf(user.uid(), collection.sourceId()),
              target.rowsOf(user.key(), collection.targetId()),
              task.liveAt(),
              SMALL_COLLECTION,
              left::take)
          .descend(collection.source(), collection.target());
    }
  }

  private static Difference difference(
      UserRef user, String collection, String id, Kind kind, String column) {
    return new Difference(
        user.key(), user.shard(), user.uid(), collection, id, kind, column, false);
  }

  private void add(UserRepair repair, Difference found) {
    count++;
    waiting.add(found);
    if (waiting.size() >= CHUNK) {
      flush(repair);
    }
  }

  private void flush(UserRepair repair) {
    List<Difference> found = repair.mend(List.copyOf(waiting));
    new VerifyLog(connections.ledger()).putDifferences(task.runId(), found);
    waiting.clear();
  }
}
