package godwit.pipelines.verify;

import godwit.pipelines.ledger.Difference.Kind;
import godwit.pipelines.verify.RowComparison.RowDifference;
import godwit.storage.CollectionDigest;
import godwit.storage.CollectionRows;
import godwit.storage.RowFingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Finds the rows in which two sides of a collection differ, whose digests are known to differ:
 * large collections by digests of ever longer id prefixes, small ones by their rows. Memory is
 * bounded by the number of rows that counts as small.
 */
final class Descent {
  private static final int LONGEST_ID = 64;
  private static final RowDifference MOVING = new RowDifference("", Kind.MOVING, "");

  private final CollectionRows source;
  private final CollectionRows target;
  private final Instant liveAt;
  private final int small;
  private final Consumer<RowDifference> out;

  /**
   * Prepares a search.
   *
   * @param small so many rows are compared one by one, 1 or more
   */
  Descent(
      CollectionRows source,
      CollectionRows target,
      Instant liveAt,
      int small,
      Consumer<RowDifference> out) {
    this.source = source;
    this.target = target;
    this.liveAt = liveAt;
    this.small = small;
    this.out = out;
  }

  void descend(CollectionDigest sourceDigest, CollectionDigest targetDigest) {
    descend("", Math.max(sourceDigest.rows(), targetDigest.rows()));
  }

  private void descend(String prefix, long rows) {
    if (rows <= small || prefix.length() >= LONGEST_ID) {
      compareRows(prefix);
      return;
    }
    Map<String, CollectionDigest> sources = source.byPrefix(prefix, liveAt);
    Map<String, CollectionDigest> targets = target.byPrefix(prefix, liveAt);
    var groups = new TreeSet<>(sources.keySet());
    groups.addAll(targets.keySet());
    boolean same = true;
    for (String group : groups) {
      var mine = sources.getOrDefault(group, CollectionDigest.EMPTY);
      var theirs = targets.getOrDefault(group, CollectionDigest.EMPTY);
      if (mine.equals(theirs)) {
        continue;
      }
      same = false;
      if (group.equals(prefix)) {
        // The one row whose id is the prefix itself: fetching it alone would fetch all its group.
        out.accept(new RowDifference(group, kind(mine, theirs), ""));
      } else {
        descend(group, Math.max(mine.rows(), theirs.rows()));
      }
    }
    if (same) {
      out.accept(MOVING);
    }
  }

  /** The rows, and those of the ids that only the other side shows which this side has expired. */
  private static List<RowFingerprint> with(
      List<RowFingerprint> rows, List<RowFingerprint> others, CollectionRows side) {
    var missing = new LinkedHashSet<String>();
    others.forEach(other -> missing.add(other.id()));
    rows.forEach(row -> missing.remove(row.id()));
    if (missing.isEmpty()) {
      return rows;
    }
    var all = new ArrayList<>(rows);
    all.addAll(side.rows(missing));
    return all;
  }

  private static Kind kind(CollectionDigest source, CollectionDigest target) {
    if (target.rows() == 0) {
      return Kind.ROW_MISSING;
    }
    return source.rows() == 0 ? Kind.ROW_UNEXPECTED : Kind.ROW_DIFFERENT;
  }

  private void compareRows(String prefix) {
    List<RowFingerprint> mine = source.rows(prefix, liveAt);
    List<RowFingerprint> theirs = target.rows(prefix, liveAt);
    // A record may be visible on one side and expired on the other: those are looked up by id.
    List<RowDifference> found =
        new RowComparison(liveAt).compare(with(mine, theirs, source), with(theirs, mine, target));
    if (found.isEmpty()) {
      out.accept(MOVING);
    }
    found.forEach(out);
  }
}
