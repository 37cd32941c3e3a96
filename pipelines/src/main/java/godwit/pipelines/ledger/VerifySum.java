package godwit.pipelines.ledger;

/**
 * What a verification counted in one stretch of the target's keys, or in all of them.
 *
 * @param checked users compared
 * @param equal users without a difference
 * @param different users with one
 * @param pending users that have not been copied yet, and were not compared
 * @param movedOn users that live on the target by now, and were not compared
 * @param unmovable rows of collections that have no name or no time fit for the target: they cannot
 *     be there
 * @param differences how many differences there are
 * @param sourceRows visible rows digested in the source
 * @param targetRows visible rows digested in the target
 */
public record VerifySum(
    long checked,
    long equal,
    long different,
    long pending,
    long movedOn,
    long unmovable,
    long differences,
    long sourceRows,
    long targetRows) {
  /** Nothing. */
  public static final VerifySum NONE = new VerifySum(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Both together. */
  public VerifySum plus(VerifySum other) {
    return new VerifySum(
        checked + other.checked,
        equal + other.equal,
        different + other.different,
        pending + other.pending,
        movedOn + other.movedOn,
        unmovable + other.unmovable,
        differences + other.differences,
        sourceRows + other.sourceRows,
        targetRows + other.targetRows);
  }
}
