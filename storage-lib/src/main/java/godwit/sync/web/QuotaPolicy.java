package godwit.sync.web;

/**
 * How much a user may store, over all collections. What is stored is compared before a write, so
 * the write that passes the limit succeeds and the next one does not.
 *
 * @param limitBytes of payloads, more than 0
 * @param mode what happens at the limit
 */
public record QuotaPolicy(long limitBytes, Mode mode) {
  /** 2,000 times 1 MiB. */
  public static final long DEFAULT_LIMIT_BYTES = 2_097_152_000;

  /** No quota. */
  public static final QuotaPolicy OFF = new QuotaPolicy(DEFAULT_LIMIT_BYTES, Mode.OFF);

  /** What happens at the limit. */
  public enum Mode {
    /** Nothing is compared. */
    OFF,
    /** It is counted, and the write goes through. */
    WATCHED,
    /** The write is refused. */
    ENFORCED
  }

  /** Rejects limits that let nothing through. */
  public QuotaPolicy {
    if (limitBytes <= 0) {
      throw new IllegalArgumentException(
          "max_quota_limit is " + limitBytes + "; it must be more than 0");
    }
  }

  /** Whether usage is compared at all. */
  public boolean isOn() {
    return mode != Mode.OFF;
  }

  /** Whether a user who stores that much has reached the limit. */
  boolean isReached(long storedBytes) {
    return isOn() && storedBytes >= limitBytes;
  }

  /**
   * Whether a batch would reach it.
   *
   * @param stagedBytes in the batch, without what the request sends anew
   * @param requestBytes in the request
   */
  boolean isReachedByBatch(long storedBytes, long stagedBytes, long requestBytes) {
    return isReached(storedBytes) || isReached(storedBytes + stagedBytes + requestBytes);
  }

  /** Whether reaching it refuses a write. */
  boolean refuses() {
    return mode == Mode.ENFORCED;
  }
}
