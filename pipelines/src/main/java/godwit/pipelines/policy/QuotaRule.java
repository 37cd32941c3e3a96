package godwit.pipelines.policy;

import java.io.Serializable;

/**
 * How much a user may have, all collections together. The check comes before a write and is not
 * strict: a user who has as much as the limit is over it, and one write may pass beyond.
 *
 * @param limitBytes payload bytes, 1 or more
 */
public record QuotaRule(long limitBytes) implements Serializable {
  /** The limit of Mozilla's service: twice a thousand MiB. */
  public static final long DEFAULT_BYTES = 2_097_152_000L;

  /** The same as an option's default. */
  public static final String DEFAULT_TEXT = "2097152000";

  /** The share from which a user is told to be near the limit. */
  public static final int NEAR_PERCENT = 90;

  /** The limit of Mozilla's service. */
  public static final QuotaRule DEFAULT = new QuotaRule(DEFAULT_BYTES);

  /** Where a user stands. */
  public enum Standing {
    /** Well below. */
    WITHIN,
    /** At nine tenths or more. */
    NEAR,
    /** At the limit or beyond: writes are refused. */
    OVER
  }

  /** Rejects a limit that nobody could keep. */
  public QuotaRule {
    if (limitBytes < 1) {
      throw new IllegalArgumentException("a quota of " + limitBytes + " bytes is below 1");
    }
  }

  /** Where a user with so many payload bytes stands. */
  public Standing judge(long bytes) {
    if (bytes >= limitBytes) {
      return Standing.OVER;
    }
    // Divided first, so that no limit overflows.
    long near = limitBytes / 100 * NEAR_PERCENT + limitBytes % 100 * NEAR_PERCENT / 100;
    return bytes >= near ? Standing.NEAR : Standing.WITHIN;
  }

  /** How many bytes must go until writes are taken again: the user must be below the limit. */
  public long excess(long bytes) {
    return bytes < limitBytes ? 0 : bytes - limitBytes + 1;
  }
}
