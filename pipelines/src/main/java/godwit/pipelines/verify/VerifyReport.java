package godwit.pipelines.verify;

import com.fasterxml.jackson.annotation.JsonIgnore;
import godwit.pipelines.ledger.Difference;
import godwit.pipelines.ledger.VerifyLog.DifferenceCount;
import godwit.pipelines.ledger.VerifySum;
import java.util.List;

/**
 * What a verification found.
 *
 * @param runId its name in the ledger
 * @param users how many users ended how
 * @param rows visible rows that were digested
 * @param unmovable rows in the source that have no place in the target: their collection has no
 *     name, or no time that the target can hold
 * @param differenceCount how many differences there are
 * @param repaired how many of them were mended
 * @param differences the first of them
 * @param seconds how long it took
 * @param interrupted whether it was stopped before its end
 */
public record VerifyReport(
    String runId,
    Users users,
    Rows rows,
    long unmovable,
    long differenceCount,
    long repaired,
    List<Found> differences,
    double seconds,
    boolean interrupted) {

  /**
   * Users.
   *
   * @param checked compared
   * @param equal without a difference
   * @param different with one
   * @param pending of the scope, and not copied yet or to be copied again, so not compared
   * @param movedOn living on the target by now, so not compared
   */
  public record Users(long checked, long equal, long different, long pending, long movedOn) {}

  /**
   * Rows digested in each database.
   *
   * @param source in the shards
   * @param target in Spanner
   */
  public record Rows(long source, long target) {}

  /**
   * A difference, fit to be shown.
   *
   * @param user the user's key, shortened unless asked for
   * @param shard where it comes from
   * @param uid its key there
   * @param collection the collection's name, or empty
   * @param id the record's id, or empty
   * @param kind what is wrong
   * @param column which column, or empty
   * @param repaired whether it was mended
   */
  public record Found(
      String user,
      String shard,
      long uid,
      String collection,
      String id,
      Difference.Kind kind,
      String column,
      boolean repaired) {
    static Found of(Difference found, boolean showKeys) {
      return new Found(
          showKeys ? found.user().full() : found.user().shortened(),
          found.shard(),
          found.uid(),
          found.collection(),
          found.id(),
          found.kind(),
          found.column(),
          found.repaired());
    }
  }

  /** Whether everybody of the scope was compared and found equal, or was mended. */
  @JsonIgnore
  public boolean isProof() {
    return !interrupted && differenceCount == repaired && users.pending() == 0;
  }

  /** What was found so far. */
  static VerifyReport of(String runId, VerifySum sum, DifferenceCount count, List<Found> found) {
    return new VerifyReport(
        runId,
        new Users(sum.checked(), sum.equal(), sum.different(), sum.pending(), sum.movedOn()),
        new Rows(sum.sourceRows(), sum.targetRows()),
        sum.unmovable(),
        count.all(),
        count.repaired(),
        found,
        0,
        false);
  }

  /** The same, with how it ended. */
  VerifyReport ended(double secondsTaken, boolean wasStopped) {
    return new VerifyReport(
        runId,
        users,
        rows,
        unmovable,
        differenceCount,
        repaired,
        differences,
        secondsTaken,
        wasStopped);
  }
}
