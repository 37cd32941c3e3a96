package godwit.pipelines.quota;

import godwit.pipelines.io.SharedStores;
import godwit.pipelines.pace.LoadRule;
import godwit.pipelines.policy.QuotaRule;
import godwit.pipelines.policy.TombstonePolicy;
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
 * @param trend whether a report reads all records that may be tombstones
 * @param plan how room is made
 * @param now the moment of judgement, the same for all users
 * @param showKeys whether user keys are shown whole
 * @param isPresent whether now is meant to be the present moment, which a server's clock must
 *     confirm before anything is deleted: a host whose clock is ahead would delete what is alive
 */
public record QuotaSettings(
    QuotaTask task,
    boolean execute,
    QuotaRule rule,
    List<QuotaRule> whatIf,
    TombstonePolicy tombstones,
    boolean trend,
    EnforcePlan plan,
    Instant now,
    boolean showKeys,
    boolean isPresent)
    implements Serializable {
  /** Copies the list; rejects a report that would write. */
  public QuotaSettings {
    whatIf = new ArrayList<>(whatIf);
    if (execute && task == QuotaTask.REPORT) {
      throw new IllegalArgumentException("a report writes nothing");
    }
  }

  private static QuotaSettings of(
      QuotaTask task, QuotaRule rule, List<QuotaRule> whatIf, Instant now, boolean execute) {
    return new QuotaSettings(
        task,
        execute,
        rule,
        whatIf,
        TombstonePolicy.DEFAULT,
        task == QuotaTask.REPORT,
        EnforcePlan.DEFAULT,
        now,
        false,
        true);
  }

  /** Looks only. */
  public static QuotaSettings report(QuotaRule rule, List<QuotaRule> whatIf, Instant now) {
    return of(QuotaTask.REPORT, rule, whatIf, now, false);
  }

  /** Rights counters. */
  public static QuotaSettings recount(QuotaRule rule, Instant now, boolean execute) {
    return of(QuotaTask.RECOUNT, rule, List.of(), now, execute);
  }

  /** Brings users below the limit. */
  public static QuotaSettings enforce(
      QuotaRule rule, EnforcePlan plan, TombstonePolicy tombstones, Instant now, boolean execute) {
    return new QuotaSettings(
        QuotaTask.ENFORCE, execute, rule, List.of(), tombstones, false, plan, now, false, true);
  }

  /** The same without the tombstones' trend, for which every record must be looked at. */
  public QuotaSettings withoutTrend() {
    return new QuotaSettings(
        task, execute, rule, whatIf, tombstones, false, plan, now, showKeys, isPresent);
  }

  /** The same with another rule for waiting. */
  public QuotaSettings waitingBy(LoadRule load) {
    return new QuotaSettings(
        task,
        execute,
        rule,
        whatIf,
        tombstones,
        trend,
        plan.waitingBy(load),
        now,
        showKeys,
        isPresent);
  }

  /** The same with keys shown whole, or not. */
  public QuotaSettings showingKeys(boolean whole) {
    return new QuotaSettings(
        task, execute, rule, whatIf, tombstones, trend, plan, now, whole, isPresent);
  }

  /** The same for a moment that is not meant to be the present one: no clock is asked. */
  public QuotaSettings atMadeUpMoment() {
    return at(now);
  }

  private QuotaSettings at(Instant moment) {
    return new QuotaSettings(
        task, execute, rule, whatIf, tombstones, trend, plan, moment, showKeys, false);
  }

  /**
   * The same by the clock that is behind, this host's or the server's, if anything is judged to be
   * deleted.
   *
   * @throws godwit.storage.StorageException of kind UNSUITABLE if this host is far ahead
   */
  QuotaSettings seenFrom(SharedStores stores, String name) {
    return isPresent && task == QuotaTask.ENFORCE ? at(stores.agreed(name, now)) : this;
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
