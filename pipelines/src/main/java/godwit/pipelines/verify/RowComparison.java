package godwit.pipelines.verify;

import godwit.pipelines.ledger.Difference.Kind;
import godwit.storage.RowFingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares rows column by column. Pure. Rows that nobody can see any more do not count: a copy
 * leaves them behind, and a target may or may not have swept them.
 *
 * @param liveAt the moment that decides what is visible
 */
record RowComparison(Instant liveAt) {
  /**
   * One row, or one of its columns, that differs.
   *
   * @param id the record's id
   * @param kind what is wrong
   * @param column which column, or empty
   */
  record RowDifference(String id, Kind kind, String column) {}

  /** Differences in the order of ids, several for a row with several columns that differ. */
  List<RowDifference> compare(List<RowFingerprint> source, List<RowFingerprint> target) {
    var sources = new TreeMap<String, RowFingerprint>();
    var targets = new TreeMap<String, RowFingerprint>();
    source.forEach(row -> sources.put(row.id(), row));
    target.forEach(row -> targets.put(row.id(), row));
    var ids = new TreeSet<>(sources.keySet());
    ids.addAll(targets.keySet());
    List<RowDifference> found = new ArrayList<>();
    ids.forEach(id -> found.addAll(compare(id, sources.get(id), targets.get(id))));
    return found;
  }

  private List<RowDifference> compare(
      String id, @Nullable RowFingerprint source, @Nullable RowFingerprint target) {
    if (!isLive(source) && !isLive(target)) {
      return List.of();
    }
    if (target == null) {
      return List.of(new RowDifference(id, Kind.ROW_MISSING, ""));
    }
    if (source == null) {
      return List.of(new RowDifference(id, Kind.ROW_UNEXPECTED, ""));
    }
    List<RowDifference> found = new ArrayList<>();
    add(found, id, "sortindex", source.sortIndex(), target.sortIndex());
    add(found, id, "payload", source.payload(), target.payload());
    add(found, id, "modified", source.modifiedMicros(), target.modifiedMicros());
    add(found, id, "expiry", source.expiryMicros(), target.expiryMicros());
    return found;
  }

  private boolean isLive(@Nullable RowFingerprint row) {
    return row != null && row.expiryMicros() > liveAt.toEpochMilli() * 1_000;
  }

  private static void add(
      List<RowDifference> found,
      String id,
      String column,
      @Nullable Object source,
      @Nullable Object target) {
    if (!Objects.equals(source, target)) {
      found.add(new RowDifference(id, Kind.ROW_DIFFERENT, column));
    }
  }
}
