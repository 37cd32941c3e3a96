package godwit.pipelines.quota;

import godwit.model.Usage;
import godwit.pipelines.figures.Distribution;
import godwit.pipelines.figures.TopUsers;
import godwit.pipelines.figures.UsageByName;
import godwit.pipelines.policy.QuotaRule;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Everything counted about quotas, of any number of users in bounded memory. Not safe to share. */
final class QuotaTally implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int TOP = 20;
  private static final int EXAMPLES = 10;
  private static final int ENFORCED = 1_000;

  final UsageByName usage = new UsageByName();
  final Distribution kilobytes = new Distribution();
  final TopUsers top = new TopUsers(TopUsers.Measure.BYTES, TOP);
  final TreeMap<Long, long[]> limits = new TreeMap<>();
  final EnumMap<QuotaStep, long[]> freed = new EnumMap<>(QuotaStep.class);
  final List<QuotaReport.Enforced> enforced = new ArrayList<>();
  final TreeSet<String> examples = new TreeSet<>();
  final TreeSet<String> uncounted = new TreeSet<>();
  final TombstoneTrend tombstones = new TombstoneTrend();
  long users;
  long rows;
  long bytes;
  long told;
  long toldOver;
  long checked;
  long unknown;
  long drifted;
  long righted;
  long leftWrong;
  long over;
  long stillOver;
  long unhelped;
  long hindered;

  void user(String name, Usage total) {
    users++;
    rows += total.rows();
    bytes += total.bytes();
    kilobytes.add(total.bytes() / 1_000);
    top.add(new TopUsers.User(name, total.rows(), total.bytes(), 0));
  }

  /** Counts a user for a limit: how many are over, how many near, and by how many bytes. */
  void limit(QuotaRule rule, long userBytes) {
    long[] sum = limits.computeIfAbsent(rule.limitBytes(), key -> new long[3]);
    switch (rule.judge(userBytes)) {
      case OVER -> {
        sum[0]++;
        sum[2] += rule.excess(userBytes);
      }
      case NEAR -> sum[1]++;
      case WITHIN -> {}
    }
  }

  void free(QuotaStep step, Usage room) {
    addTo(freed.computeIfAbsent(step, key -> new long[2]), room.rows(), room.bytes());
  }

  void enforced(QuotaReport.Enforced user) {
    if (enforced.size() < ENFORCED) {
      enforced.add(user);
    }
  }

  void example(String user) {
    examples.add(user);
    if (examples.size() > EXAMPLES) {
      examples.pollLast();
    }
  }

  private static void addTo(long[] sum, long... amounts) {
    for (int i = 0; i < amounts.length; i++) {
      sum[i] += amounts[i];
    }
  }

  private QuotaTally plus(QuotaTally other) {
    usage.addAll(other.usage);
    kilobytes.addAll(other.kilobytes);
    top.addAll(other.top);
    other.limits.forEach(
        (limit, sum) -> addTo(limits.computeIfAbsent(limit, key -> new long[3]), sum));
    other.freed.forEach((step, sum) -> addTo(freed.computeIfAbsent(step, k -> new long[2]), sum));
    other.enforced.forEach(this::enforced);
    other.examples.forEach(this::example);
    uncounted.addAll(other.uncounted);
    users += other.users;
    rows += other.rows;
    bytes += other.bytes;
    told += other.told;
    toldOver += other.toldOver;
    checked += other.checked;
    unknown += other.unknown;
    drifted += other.drifted;
    righted += other.righted;
    leftWrong += other.leftWrong;
    over += other.over;
    stillOver += other.stillOver;
    unhelped += other.unhelped;
    hindered += other.hindered;
    tombstones.addAll(other.tombstones);
    return this;
  }

  static QuotaTally sum(Iterable<QuotaTally> all) {
    var sum = new QuotaTally();
    all.forEach(sum::plus);
    return sum;
  }
}
