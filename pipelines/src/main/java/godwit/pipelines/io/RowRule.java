package godwit.pipelines.io;

import godwit.model.Bso;
import godwit.model.UserKey;
import godwit.pipelines.deadletter.Cause;
import godwit.storage.SourceRow;
import godwit.storage.Write;
import godwit.storage.spanner.SpannerLimits;
import java.time.Instant;
import java.util.Optional;

/**
 * Judges a row whose collection has a place and a time. Expiry comes first: what no client can see
 * any more is left behind whatever else is wrong with it.
 *
 * @param user whose rows
 * @param now the moment at which expiry is judged, the same for all rows of a user
 */
public record RowRule(UserKey user, Instant now) {
  /** Judges one row of the collection with that id in the target. */
  public RowVerdict judge(SourceRow row, int targetCollection) {
    if (row.isExpired(now)) {
      return RowVerdict.EXPIRED;
    }
    Bso bso;
    try {
      bso = row.toBso();
    } catch (IllegalArgumentException e) {
      return RowVerdict.dead(Cause.BAD_TIME, String.valueOf(e.getMessage()));
    }
    Optional<String> problem = SpannerLimits.problem(new Write.PutBso(user, targetCollection, bso));
    return problem
        .map(detail -> RowVerdict.dead(Cause.OVERSIZE, detail))
        .orElseGet(() -> RowVerdict.write(bso));
  }
}
