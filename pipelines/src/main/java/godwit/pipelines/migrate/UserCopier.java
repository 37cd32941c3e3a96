package godwit.pipelines.migrate;

import godwit.pipelines.io.CollectionMap;
import godwit.pipelines.io.DroppedTombstones;
import godwit.pipelines.io.RowRule;
import godwit.pipelines.io.RowVerdict;
import godwit.pipelines.ledger.Bin;
import godwit.pipelines.ledger.SourceVector;
import godwit.pipelines.ledger.UserEntry;
import godwit.storage.BulkSource;
import godwit.storage.RowRange;
import godwit.storage.SourceRow;
import godwit.storage.SourceSnapshot;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * Copies users of one shard of whom the target holds nothing, row by row from a consistent
 * snapshot.
 */
final class UserCopier {
  private final BulkSource source;
  private final CollectionMap map;
  private final GroupWriter writer;
  private final RunContext context;

  UserCopier(BulkSource source, CollectionMap map, GroupWriter writer, RunContext context) {
    this.source = source;
    this.map = map;
    this.writer = writer;
    this.context = context;
  }

  /**
   * Copies a whole user.
   *
   * @throws Miscount if the rows read are not the rows counted
   */
  void copy(UserEntry planned) {
    try (SourceSnapshot snapshot = source.snapshot(planned.uid())) {
      Map<Integer, Long> times = snapshot.collectionTimes();
      Map<Integer, Long> counts = snapshot.rowCounts();
      map.learn(times.keySet(), snapshot::collectionNames);
      map.learn(counts.keySet(), snapshot::collectionNames);
      UserTally tally = tally(planned, times);
      writer.begin(tally);
      openCollections(tally, times, counts);
      copyRows(tally, snapshot, RowRange.ALL, times, "");
      Miscount.check(planned.key(), counts, tally.counts());
      writer.finish(tally);
    }
  }

  /**
   * Copies a part of a user; the caller joins the parts.
   *
   * @param attempt from 1; what an earlier attempt wrote may have been deleted in the source since
   */
  void copyPart(UserEntry planned, Bin.Part part, int attempt) {
    try (SourceSnapshot snapshot = source.snapshot(planned.uid())) {
      Map<Integer, Long> times = snapshot.collectionTimes();
      map.learn(times.keySet(), snapshot::collectionNames);
      UserTally tally =
          attempt == 1
              ? tally(planned, times)
              : new UserTally(planned, SourceVector.torn(attempt), context.clock().instant());
      // No begin: other parts may have written dead letters already. The plan cleared older ones.
      if (part.index() == 0) {
        openCollections(tally, times, snapshot.rowCounts());
      }
      copyRows(tally, snapshot, part.range(), times, " part " + part.index());
      writer.finishPart(tally, part);
    }
  }

  private UserTally tally(UserEntry planned, Map<Integer, Long> times) {
    return new UserTally(planned, SourceVector.of(map.labelled(times)), context.clock().instant());
  }

  /** Every collection that has a time is carried, empty ones too. */
  private void openCollections(
      UserTally tally, Map<Integer, Long> times, Map<Integer, Long> counts) {
    times.forEach(
        (id, time) -> {
          CollectionPlace place = CollectionPlace.of(map, id, time);
          if (place.isUsable()) {
            tally.open(place.target().collection(), time);
            writer.touch(tally, place.target().collection());
          } else if (counts.getOrDefault(id, 0L) == 0) {
            tally.dead(map.label(id), "", 0, place.cause(), place.detail());
          }
        });
  }

  private void copyRows(
      UserTally tally,
      SourceSnapshot snapshot,
      RowRange range,
      Map<Integer, Long> times,
      String suffix) {
    Instant now = context.clock().instant();
    var rule = new RowRule(tally.user(), now);
    var dropped = DroppedTombstones.of(context.dropped(), snapshot, now);
    var unplaced = new UnplacedRows(tally, map, suffix);
    snapshot.rows(
        range,
        row -> {
          context.stopIfAsked();
          tally.read(1);
          context.addRows(1, row.payload().length());
          CollectionPlace place = CollectionPlace.of(map, row.collection(), times);
          if (place.isUsable()) {
            take(tally, place, row, rule, dropped);
          } else {
            unplaced.add(row.collection(), place, 1);
          }
        });
    unplaced.report();
  }

  private void take(
      UserTally tally,
      CollectionPlace place,
      SourceRow row,
      RowRule rule,
      DroppedTombstones dropped) {
    if (!tally.collections().containsKey(place.target().collection())) {
      tally.open(place.target().collection(), place.modifiedMillis());
    }
    RowVerdict verdict = rule.judge(row, place.target().collection());
    switch (verdict.kind()) {
      case EXPIRED -> tally.expired();
      case WRITE -> {
        if (dropped.drops(place.target().label(), row)) {
          tally.tombstone();
        } else {
          writer.put(tally, place.target(), Objects.requireNonNull(verdict.bso()));
        }
      }
      case DEAD -> writer.dead(tally, place.target(), row.id(), verdict);
    }
  }
}
