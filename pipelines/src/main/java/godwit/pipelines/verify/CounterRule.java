package godwit.pipelines.verify;

import godwit.storage.CollectionDigest;
import godwit.storage.TargetCollection;
import godwit.storage.spanner.SpannerLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges the counters of one user's collections. A counter may say more than is stored, but only by
 * rows that have expired since they were counted; never less, and never nothing. Used for one user:
 * what excuses one collection excuses no other.
 */
final class CounterRule {
  private static final long LARGEST_PAYLOAD = 4L * SpannerLimits.MAX_CELL_CHARACTERS;

  private final Expired expired;
  private long unseenLeft;

  CounterRule(Expired expired) {
    this.expired = expired;
    this.unseenLeft = expired.unseen();
  }

  /** Whether a counter says more than is stored, so that one has to ask what has expired. */
  static boolean saysMore(TargetCollection row, CollectionDigest stored) {
    return (row.rows() != null && row.rows() > stored.rows())
        || (row.bytes() != null && row.bytes() > stored.bytes());
  }

  /** The columns that are wrong. */
  List<String> wrong(int sourceId, TargetCollection row, CollectionDigest stored) {
    CollectionDigest seen = expired.seen().getOrDefault(sourceId, CollectionDigest.EMPTY);
    List<String> wrong = new ArrayList<>();
    long tooMany = row.rows() == null ? 0 : row.rows() - stored.rows();
    long unseen = Math.max(0, tooMany - seen.rows());
    if (row.rows() == null || tooMany < 0 || unseen > unseenLeft) {
      wrong.add("count");
      unseen = 0;
    }
    unseenLeft -= unseen;
    long mostBytes = tooMany > 0 ? seen.bytes() + unseen * LARGEST_PAYLOAD : 0;
    long tooManyBytes = row.bytes() == null ? -1 : row.bytes() - stored.bytes();
    if (tooManyBytes < 0 || tooManyBytes > mostBytes) {
      wrong.add("total_bytes");
    }
    return wrong;
  }
}
