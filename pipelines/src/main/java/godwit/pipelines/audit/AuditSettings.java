package godwit.pipelines.audit;

import godwit.pipelines.policy.QuotaRule;
import godwit.pipelines.policy.TombstonePolicy;
import java.io.Serializable;
import java.time.Instant;

/**
 * How an audit judges.
 *
 * @param now the moment of judgement, the same for all users
 * @param tombstones which tombstones a purge would take
 * @param quota how much a user may have
 * @param hoarderRows a user with more records is a hoarder
 * @param showKeys whether examples show user keys whole
 */
public record AuditSettings(
    Instant now, TombstonePolicy tombstones, QuotaRule quota, long hoarderRows, boolean showKeys)
    implements Serializable {
  /** Rejects a limit below 1. */
  public AuditSettings {
    if (hoarderRows < 1) {
      throw new IllegalArgumentException("hoarder rows: " + hoarderRows + " is below 1");
    }
  }

  long nowMicros() {
    return Math.multiplyExact(now.toEpochMilli(), 1_000L);
  }
}
