package godwit.pipelines.migrate;

import godwit.pipelines.io.DroppedTombstones;
import godwit.pipelines.io.RowRule;
import godwit.pipelines.io.RowVerdict;
import godwit.storage.BulkTarget;
import godwit.storage.RowHead;
import godwit.storage.SourceRow;
import godwit.storage.SourceSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings one collection up to date, in pages of bounded size on both sides. */
final class CollectionReconciler {
  private static final int PAGE = 1_000;
  private static final int ROWS_AT_ONCE = 100;
  private static final long BYTES_AT_ONCE = 4_000_000;

  private final SourceSnapshot snapshot;
  private final BulkTarget target;
  private final UserTally tally;
  private final GroupWriter writer;
  private final Instant now;
  private @Nullable DroppedTombstones dropped;

  CollectionReconciler(
      SourceSnapshot snapshot,
      BulkTarget target,
      UserTally tally,
      GroupWriter writer,
      Instant now) {
    this.snapshot = snapshot;
    this.target = target;
    this.tally = tally;
    this.writer = writer;
    this.now = now;
  }

  void reconcile(int sourceId, WriteGroup.Target place, RunContext context) {
    if (dropped == null) {
      dropped = DroppedTombstones.of(context.dropped(), snapshot, now);
    }
    @Nullable String after = null;
    while (true) {
      context.stopIfAsked();
      List<RowHead> page = snapshot.headsAfter(sourceId, after, PAGE);
      if (page.isEmpty()) {
        break;
      }
      carry(sourceId, place, page);
      context.addRows(page.size(), 0);
      after = page.get(page.size() - 1).id();
    }
    deleteLost(sourceId, place, context);
  }

  private void carry(int sourceId, WriteGroup.Target place, List<RowHead> page) {
    tally.read(page.size());
    List<RowHead> live = new ArrayList<>();
    for (RowHead head : page) {
      if (head.expiryMicros() <= now.toEpochMilli() * 1_000) {
        tally.expired();
      } else {
        live.add(head);
      }
    }
    Map<String, RowHead> there =
        target.heads(tally.user(), place.collection(), live.stream().map(RowHead::id).toList());
    List<RowHead> differing = new ArrayList<>();
    for (RowHead head : live) {
      RowHead other = there.get(head.id());
      if (other != null && isSame(head, other)) {
        tally.unchanged(place.collection(), 1, head.payloadBytes());
      } else {
        differing.add(head);
      }
    }
    copy(sourceId, place, differing, there.keySet());
  }

  static boolean isSame(RowHead a, RowHead b) {
    return a.modifiedMicros() == b.modifiedMicros()
        && a.expiryMicros() == b.expiryMicros()
        && Objects.equals(a.sortIndex(), b.sortIndex());
  }

  private void copy(int sourceId, WriteGroup.Target place, List<RowHead> heads, Set<String> there) {
    var ids = new ArrayList<String>();
    long bytes = 0;
    for (RowHead head : heads) {
      ids.add(head.id());
      bytes += Math.max(0, head.payloadBytes());
      if (ids.size() >= ROWS_AT_ONCE || bytes >= BYTES_AT_ONCE) {
        copyRows(sourceId, place, ids, there);
        ids.clear();
        bytes = 0;
      }
    }
    copyRows(sourceId, place, ids, there);
  }

  private void copyRows(
      int sourceId, WriteGroup.Target place, List<String> ids, Set<String> there) {
    if (ids.isEmpty()) {
      return;
    }
    var rule = new RowRule(tally.user(), now);
    for (SourceRow row : snapshot.rows(sourceId, ids)) {
      RowVerdict verdict = rule.judge(row, place.collection());
      switch (verdict.kind()) {
        case WRITE -> {
          if (dropped != null && dropped.drops(place.label(), row)) {
            tally.tombstone();
          } else {
            writer.put(tally, place, Objects.requireNonNull(verdict.bso()));
          }
        }
        case EXPIRED -> tally.expired();
        case DEAD -> {
          writer.dead(tally, place, row.id(), verdict);
          if (there.contains(row.id())) {
            // What the target holds is older; a copy from nothing would not have brought it either.
            writer.delete(tally, place, row.id());
          }
        }
      }
    }
  }

  /** MySQL keeps no trace of a deleted row: what is on the target only was deleted, or expired. */
  private void deleteLost(int sourceId, WriteGroup.Target place, RunContext context) {
    @Nullable String after = null;
    while (true) {
      context.stopIfAsked();
      List<RowHead> page = target.headsAfter(tally.user(), place.collection(), after, PAGE);
      if (page.isEmpty()) {
        return;
      }
      Set<String> lost = new HashSet<>();
      page.forEach(head -> lost.add(head.id()));
      lost.removeAll(snapshot.liveIds(sourceId, List.copyOf(lost), now));
      lost.forEach(id -> writer.delete(tally, place, id));
      after = page.get(page.size() - 1).id();
    }
  }
}
