package godwit.pipelines.verify;

import godwit.pipelines.io.DroppedTombstones;
import godwit.pipelines.ledger.Difference.Kind;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.verify.RowComparison.RowDifference;
import godwit.storage.BulkSource;
import godwit.storage.SourceRow;
import godwit.storage.SourceSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the missing records of one collection out of what was found that the move left behind on
 * purpose. Each is looked at again in the source: whatever else is missing is still told.
 */
final class LeftBehind implements AutoCloseable {
  private static final int CHUNK = 200;

  private final @Nullable SourceSnapshot snapshot;
  private final @Nullable DroppedTombstones dropped;
  private final UserComparison.Unequal collection;
  private final Consumer<RowDifference> out;
  private final Map<String, RowDifference> missing = new LinkedHashMap<>();

  LeftBehind(
      Task task,
      BulkSource source,
      UserRef user,
      UserComparison.Unequal collection,
      Consumer<RowDifference> out) {
    this.collection = collection;
    this.out = out;
    TombstonePolicy policy = task.config().policy().dropped();
    boolean looks = policy != null && policy.includes(collection.collection());
    this.snapshot = looks ? source.snapshot(user.uid()) : null;
    this.dropped = snapshot == null ? null : DroppedTombstones.of(policy, snapshot, task.liveAt());
  }

  void take(RowDifference found) {
    if (snapshot == null || found.kind() != Kind.ROW_MISSING) {
      out.accept(found);
      return;
    }
    missing.put(found.id(), found);
    if (missing.size() >= CHUNK) {
      flush();
    }
  }

  private void flush() {
    if (snapshot == null || dropped == null || missing.isEmpty()) {
      return;
    }
    for (SourceRow row : snapshot.rows(collection.sourceId(), List.copyOf(missing.keySet()))) {
      if (dropped.drops(collection.collection(), row)) {
        missing.remove(row.id());
      }
    }
    new ArrayList<>(missing.values()).forEach(out);
    missing.clear();
  }

  @Override
  public void close() {
    try {
      flush();
    } finally {
      if (snapshot != null) {
        snapshot.close();
      }
    }
  }
}
