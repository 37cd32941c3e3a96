package godwit.testdata;

/**
 * How often the unusual happens, each as a share from 0 to 1.
 *
 * @param expired records past their expiry, of all records
 * @param replaced users with earlier assignments, whose rows still lie where they were
 * @param retired users whose account was deleted
 * @param dangling users whose tokenserver row names a node that no longer exists
 * @param dormant users who have not synced for more than 200 days
 * @param bare users with nothing but meta and crypto
 * @param hoarder users with 300 to 6,000 times the median rows, mostly tombstones
 * @param openBatch users in the middle of an upload
 * @param nullCounters user collections of syncstorage-rs without counters
 */
public record Shares(
    double expired,
    double replaced,
    double retired,
    double dangling,
    double dormant,
    double bare,
    double hoarder,
    double openBatch,
    double nullCounters) {

  /** Rejects what is not a share. */
  public Shares {
    double[] all = {
      expired, replaced, retired, dangling, dormant, bare, hoarder, openBatch, nullCounters
    };
    for (double share : all) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("not a share: " + share + "; give 0 to 1");
      }
    }
  }

  /** What production looks like, as far as it is known. */
  public static Shares realistic() {
    return new Shares(0.06, 0.01, 0.005, 0.005, 0.03, 0.03, 0.0001, 0.02, 0.1);
  }

  /** Only ordinary users: everything live, one assignment each. */
  public static Shares none() {
    return new Shares(0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** A copy with another share of expired records. */
  public Shares withExpired(double share) {
    return new Shares(
        share, replaced, retired, dangling, dormant, bare, hoarder, openBatch, nullCounters);
  }

  /** A copy with another share of users with earlier assignments. */
  public Shares withReplaced(double share) {
    return new Shares(
        expired, share, retired, dangling, dormant, bare, hoarder, openBatch, nullCounters);
  }

  /** A copy with another share of users in the middle of an upload. */
  public Shares withOpenBatch(double share) {
    return new Shares(
        expired, replaced, retired, dangling, dormant, bare, hoarder, share, nullCounters);
  }

  /** A copy with another share of NULL counters. */
  public Shares withNullCounters(double share) {
    return new Shares(
        expired, replaced, retired, dangling, dormant, bare, hoarder, openBatch, share);
  }

  /** A copy with other shares of retired and dangling users. */
  public Shares withLost(double retiredShare, double danglingShare) {
    return new Shares(
        expired,
        replaced,
        retiredShare,
        danglingShare,
        dormant,
        bare,
        hoarder,
        openBatch,
        nullCounters);
  }
}
