package godwit.pipelines.quota;

import godwit.model.Usage;
import godwit.pipelines.figures.Distribution;
import godwit.pipelines.figures.TopUsers;
import godwit.pipelines.figures.UsageByName;
import java.io.Serializable;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who uses how much, and what was done about it.
 *
 * @param runId its name
 * @param task what the run was to do
 * @param executed whether it wrote
 * @param limitBytes the quota
 * @param users users gone through
 * @param total their records, expired ones included, counted before anything was freed
 * @param usage the same by collection
 * @param kilobytes users by their kilobytes
 * @param limits the quota and the other limits asked for
 * @param counters the counters beside what is stored
 * @param top the users with most bytes
 * @param over users over the quota
 * @param stillOver those who are after it
 * @param unhelped users over it whom trims were spared, since all together would not do
 * @param hindered users of whom records stayed, since another writer was in the way to the last
 * @param month the one of the judgement, such as 2026-11
 * @param tombstones by store and month, if that was asked for
 * @param freed what each step freed, or would free
 * @param enforced the first users over the quota, before and after
 * @param seconds how long it took
 * @param interrupted whether it was stopped before its end
 */
public record QuotaReport(
    String runId,
    QuotaTask task,
    boolean executed,
    long limitBytes,
    long users,
    Usage total,
    List<UsageByName.Sum> usage,
    List<Distribution.Bucket> kilobytes,
    List<Limit> limits,
    Counters counters,
    List<TopUsers.User> top,
    long over,
    long stillOver,
    long unhelped,
    long hindered,
    String month,
    List<Tombstones> tombstones,
    Map<QuotaStep, Usage> freed,
    List<Enforced> enforced,
    double seconds,
    boolean interrupted) {

  /**
   * A limit and who is beyond it.
   *
   * @param bytes the limit
   * @param over users over it
   * @param near users at nine tenths or more
   * @param excess bytes that are too many
   */
  public record Limit(long bytes, long over, long near, long excess) {}

  /**
   * Counters.
   *
   * @param checked collections of users that were compared
   * @param unknown those without counters
   * @param drifted those with wrong ones
   * @param righted those that were corrected
   * @param leftWrong those that could not be, since another writer was in the way to the last
   * @param told bytes by the counters, unknown ones as 0
   * @param toldOver users over the quota by the counters: those whom a server refuses
   * @param examples a few users whose counters are off
   * @param uncounted stores that keep no counters at all
   */
  public record Counters(
      long checked,
      long unknown,
      long drifted,
      long righted,
      long leftWrong,
      long told,
      long toldOver,
      List<String> examples,
      List<String> uncounted) {}

  /**
   * Tombstones that a store has, expired ones left out, by the month in which they were written.
   *
   * @param store the shard's name, or the target
   * @param month such as 2026-03, or {@link #EARLIER}
   * @param usage records and payload bytes
   */
  public record Tombstones(String store, String month, Usage usage) {
    /** All months before those that are told one by one. */
    public static final String EARLIER = "earlier";
  }

  /**
   * A user over the quota.
   *
   * @param user as reports show it
   * @param before payload bytes
   * @param after what is left, or would be
   */
  public record Enforced(String user, long before, long after) implements Serializable {}

  static QuotaReport of(
      String runId, QuotaSettings settings, QuotaTally tally, double seconds, boolean interrupted) {
    List<Limit> limits = new ArrayList<>();
    tally.limits.forEach((bytes, sum) -> limits.add(new Limit(bytes, sum[0], sum[1], sum[2])));
    Map<QuotaStep, Usage> freed = new TreeMap<>();
    tally.freed.forEach((step, sum) -> freed.put(step, new Usage(sum[0], sum[1])));
    return new QuotaReport(
        runId,
        settings.task(),
        settings.execute(),
        settings.rule().limitBytes(),
        tally.users,
        new Usage(tally.rows, tally.bytes),
        tally.usage.sums(),
        tally.kilobytes.buckets(),
        limits,
        counters(tally),
        tally.top.list(),
        tally.over,
        tally.stillOver,
        tally.unhelped,
        tally.hindered,
        YearMonth.from(settings.now().atZone(ZoneOffset.UTC)).toString(),
        tally.tombstones.sums(),
        freed,
        List.copyOf(tally.enforced),
        seconds,
        interrupted);
  }

  private static Counters counters(QuotaTally tally) {
    return new Counters(
        tally.checked,
        tally.unknown,
        tally.drifted,
        tally.righted,
        tally.leftWrong,
        tally.told,
        tally.toldOver,
        List.copyOf(tally.examples),
        List.copyOf(tally.uncounted));
  }
}
