package godwit.pipelines.purge;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.Move;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.TargetContent;
import godwit.pipelines.policy.PurgeReason;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.purge.PurgeCounts.Amount;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.StoreConfig;
import godwit.sweep.spanner.SpannerSweep;
import godwit.testdata.Workload;
import godwit.testdata.record.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The same purges of the target, after a move; its size is set by {@code -Dpurge.target.users}. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PurgeTargetIT {
  private static final int USERS = Integer.getInteger("purge.target.users", 60);

  @SuppressWarnings("NullAway.Init")
  private static Rehearsal rehearsal;

  @SuppressWarnings("NullAway.Init")
  private static Instant now;

  @BeforeAll
  static void move() {
    rehearsal =
        Rehearsal.of(Workload.of(20_260_103L, USERS).withMedianRows(40).withHoarders(2_500));
    now = rehearsal.loaded().workload().now();
    assertThat(Move.migrate(rehearsal.config()).balanced()).isTrue();
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  private static PurgeReport purge(PurgeSettings settings) {
    PurgeReport report =
        PurgePipeline.run(
            StoreConfig.of(rehearsal.config().target()), settings, List.of(), new RunControl());
    System.err.println(report);
    return report;
  }

  private static TargetContent content() {
    return TargetContent.of(rehearsal.database());
  }

  private static Set<String> gone(TargetContent before, TargetContent after) {
    Set<String> gone = new TreeSet<>(before.rows().keySet());
    gone.removeAll(after.rows().keySet());
    return gone;
  }

  private static void assertNothingElseChanged(TargetContent before, TargetContent after) {
    Map<String, String> survivors = new TreeMap<>(before.rows());
    survivors.keySet().retainAll(after.rows().keySet());
    assertThat(after.rows()).isEqualTo(survivors);
    assertThat(times(after)).isEqualTo(times(before));
    var counters = new TreeMap<>(after.collections());
    var counted = after.recounted();
    // The marker rows of deleted collections have no counters.
    counters.keySet().removeIf(place -> place.endsWith("/0"));
    counted.keySet().removeIf(place -> place.endsWith("/0"));
    assertThat(counters).isEqualTo(counted);
  }

  private static Map<String, String> times(TargetContent content) {
    var times = new TreeMap<String, String>();
    content
        .collections()
        .forEach((place, line) -> times.put(place, line.substring(0, line.indexOf(' '))));
    return times;
  }

  @Test
  @Order(1)
  void tombstones_deletesStaleOnesOfThoseAccountsOnly() {
    TargetContent before = content();
    PurgeReport report =
        purge(
            PurgeSettings.tombstones(now, TombstonePolicy.DEFAULT)
                .within(SpannerSweep.accounts("3"))
                .executing(null));

    assertThat(report.balanced()).isTrue();
    assertThat(gone(before, content())).isEqualTo(expected(before, "3"));
  }

  private static Set<String> expected(TargetContent before, String prefix) {
    return Fate.inTarget(rehearsal).entrySet().stream()
        .filter(entry -> entry.getValue().isAllowed() && entry.getValue().isStale())
        .filter(entry -> entry.getValue().kind() == RecordKind.TOMBSTONE)
        .map(Map.Entry::getKey)
        .filter(key -> key.startsWith(prefix) && before.rows().containsKey(key))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  @Order(2)
  void tombstones_deletesStaleOnesAndNothingElse() {
    TargetContent before = content();
    Set<String> expected = expected(before, "");

    PurgeReport report =
        purge(PurgeSettings.tombstones(now, TombstonePolicy.DEFAULT).executing(null));

    TargetContent after = content();
    assertThat(gone(before, after)).isEqualTo(expected).isNotEmpty();
    assertNothingElseChanged(before, after);
    assertThat(report.balanced()).isTrue();
    assertThat(report.deletedTotal().rows()).isEqualTo(expected.size());
    assertThat(report.kept().getOrDefault(PurgeReason.LIVE, Amount.NONE).rows()).isPositive();
    assertThat(purge(PurgeSettings.tombstones(now, TombstonePolicy.DEFAULT)).deletedTotal().rows())
        .isZero();
  }

  @Test
  @Order(3)
  void expired_deletesWhatExpiresByTheCutOff() {
    TargetContent before = content();
    Instant later = now.plus(Duration.ofDays(30));
    long micros = later.toEpochMilli() * 1_000;

    PurgeReport report = purge(PurgeSettings.expired(later, later, Set.of()).executing(null));

    TargetContent after = content();
    assertThat(gone(before, after))
        .isNotEmpty()
        .isEqualTo(
            before.rows().entrySet().stream()
                .filter(row -> Long.parseLong(row.getValue().split(" ")[1]) <= micros)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new)));
    assertNothingElseChanged(before, after);
    assertThat(report.balanced()).isTrue();
  }
}
