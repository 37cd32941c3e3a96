package godwit.pipelines.verify;

import godwit.model.UserKey;
import godwit.pipelines.io.RowRule;
import godwit.pipelines.io.RowVerdict;
import godwit.pipelines.ledger.RepairGuard;
import godwit.storage.CommitLimits;
import godwit.storage.SourceRow;
import godwit.storage.SourceSnapshot;
import godwit.storage.Write;
import godwit.storage.spanner.SpannerTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Packs a repair's writes into commits that are refused once the user has moved on. */
final class RepairWriter {
  private static final int ROWS_AT_ONCE = 50;

  private final SpannerTarget target;
  private final RepairGuard guard;
  private final CommitLimits limits;
  private final Instant now;
  private final List<Write> writes = new ArrayList<>();
  private long bytes;
  private int mutations;

  RepairWriter(SpannerTarget target, RepairGuard guard, CommitLimits limits, Instant now) {
    this.target = target;
    this.guard = guard;
    this.limits = limits;
    this.now = now;
  }

  void add(Write write) {
    if (bytes + write.bytes() > limits.bytes()
        || mutations + write.mutations() > limits.mutations()
        || writes.size() >= limits.rows()) {
      flush();
    }
    writes.add(write);
    bytes += write.bytes();
    mutations += write.mutations();
  }

  /**
   * Copies those records of a collection; what the source does not show any more is deleted, and so
   * is an older version of what the target cannot take.
   *
   * @return ids of records that the target cannot take
   */
  Set<String> copy(
      SourceSnapshot snapshot, UserKey user, int sourceId, int targetId, List<String> ids) {
    var rule = new RowRule(user, now);
    Set<String> dead = new HashSet<>();
    List<String> distinct = ids.stream().distinct().toList();
    for (int from = 0; from < distinct.size(); from += ROWS_AT_ONCE) {
      var chunk = distinct.subList(from, Math.min(distinct.size(), from + ROWS_AT_ONCE));
      Set<String> gone = new HashSet<>(chunk);
      for (SourceRow row : snapshot.rows(sourceId, chunk)) {
        RowVerdict verdict = rule.judge(row, targetId);
        if (verdict.kind() == RowVerdict.Kind.WRITE) {
          add(new Write.PutBso(user, targetId, Objects.requireNonNull(verdict.bso())));
          gone.remove(row.id());
        } else if (verdict.kind() == RowVerdict.Kind.DEAD) {
          dead.add(row.id());
        }
      }
      gone.forEach(id -> add(new Write.DeleteBso(user, targetId, id)));
    }
    return dead;
  }

  void flush() {
    if (!writes.isEmpty()) {
      guard.commit(target, List.copyOf(writes));
      writes.clear();
      bytes = 0;
      mutations = 0;
    }
  }
}
