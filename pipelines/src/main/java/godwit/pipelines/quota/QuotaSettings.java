package godwit.pipelines.quota;

import godwit.pipelines.policy.QuotaRule;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.policy.TrimRule;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run does about quotas.
 *
 * @param task which of the three
 * @param execute whether it writes, or only tells what it would
 * @param rule the quota
 * @param whatIf other quotas to count users for
 * @param tombstones which tombstones may go
 * @param trims what may be trimmed
 * @param now the moment of judgement, the same for all users
 * @param showKeys whether user keys are shown whole
 */
public record QuotaSettings(
    QuotaTask task,
    boolean execute,
    QuotaRule rule,
    List<QuotaRule> whatIf,
    TombstonePolicy tombstones,
    TrimRule trims,
    Instant now,
    boolean showKeys)
    implements Serializable {
  /** Copies the list; rejects a report that would write. */
  public QuotaSettings {
    whatIf = new ArrayList<>(whatIf);
    if (execute && task == QuotaTask.REPORT) {
      throw new IllegalArgumentException("a report writes nothing");
    }
  }

  /** Looks only. */
  public static QuotaSettings report(QuotaRule rule, List<QuotaRule> whatIf, Instant now) {
    return new QuotaSettings(
        QuotaTask.REPORT, false, rule, whatIf, TombstonePolicy.DEFAULT, TrimRule.NONE, now, false);
  }

  /** Rights counters. */
  public static QuotaSettings recount(QuotaRule rule, Instant now, boolean execute) {
    return new QuotaSettings(
        QuotaTask.RECOUNT,
        execute,
        rule,
        List.of(),
        TombstonePolicy.DEFAULT,
        TrimRule.NONE,
        now,
        false);
  }

  /** Brings users below the limit. */
  public static QuotaSettings enforce(
      QuotaRule rule, TrimRule trims, TombstonePolicy tombstones, Instant now, boolean execute) {
    return new QuotaSettings(
        QuotaTask.ENFORCE, execute, rule, List.of(), tombstones, trims, now, false);
  }

  /** The same with keys shown whole, or not. */
  public QuotaSettings showingKeys(boolean whole) {
    return new QuotaSettings(task, execute, rule, whatIf, tombstones, trims, now, whole);
  }

  /** A fixed list: the field itself is mutable only because lists must be serialisable. */
  @Override
  public List<QuotaRule> whatIf() {
    return List.copyOf(whatIf);
  }

  long nowMicros() {
    return Math.multiplyExact(now.toEpochMilli(), 1_000L);
  }
}
