package godwit.pipelines.purge;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.ChildJvm;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.ShardContent;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.run.StoreConfig;
import godwit.testdata.Workload;
import godwit.testdata.load.ShardLayout;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A purge whose process is killed again and again ends as one that nobody disturbed. {@code
 * -Dpurge.kills} says how often, {@code -Dpurge.kill.seed} repeats the moments.
 */
class PurgeKillIT {
  private static final int KILLS = Integer.getInteger("purge.kills", 3);
  private static final long SEED = Long.getLong("purge.kill.seed", System.nanoTime());

  @SuppressWarnings("NullAway.Init")
  private static Rehearsal rehearsal;

  @BeforeAll
  static void load() {
    System.err.println("kills: " + KILLS + ", -Dpurge.kill.seed=" + SEED);
    rehearsal =
        Rehearsal.of(
            Workload.of(29, 12).withShards(1).withMedianRows(40).withHoarders(6_000),
            shard -> ShardLayout.rust());
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  private static ShardContent content() {
    return ShardContent.of(rehearsal, rehearsal.loaded().shards().get(0));
  }

  private static Set<String> gone(ShardContent before) {
    Set<String> gone = new TreeSet<>(before.rows().keySet());
    gone.removeAll(content().rows().keySet());
    return gone;
  }

  private static PurgeChild.Job job() {
    var small =
        new PurgeLimits(
            Long.MAX_VALUE,
            Duration.ofHours(1),
            Duration.ofMillis(200),
            20,
            PurgeLimits.NONE.load());
    return new PurgeChild.Job(
        StoreConfig.of(rehearsal.config().shards().get(0), List.of()),
        PurgeSettings.tombstones(rehearsal.loaded().workload().now(), TombstonePolicy.DEFAULT)
            .executing(null)
            .limitedTo(small));
  }

  @Test
  void kills_leaveCountersRightAndTheRestToTheNextRun() throws IOException, SQLException {
    var random = new Random(SEED);
    ShardContent before = content();
    Set<String> expected =
        Fate.of(rehearsal, 0).entrySet().stream()
            .filter(entry -> entry.getValue().goesAsTombstone())
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    int cutOff = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      int rows = 300 + random.nextInt(1_500);
      try (ChildJvm child = ChildJvm.start(PurgeChild.class, job(), "256m")) {
        boolean isUnderWay =
            child
                .await(line -> line.startsWith("AT ") && Long.parseLong(line.substring(3)) >= rows)
                .isPresent();
        child.kill();
        assertThat(isUnderWay).isTrue();
      }
      ShardContent after = content();
      assertThat(expected).containsAll(gone(before));
      assertThat(after.counters()).isEqualTo(after.recounted());
      cutOff += gone(before).size() < expected.size() ? 1 : 0;
    }

    try (ChildJvm child = ChildJvm.start(PurgeChild.class, job(), "256m")) {
      assertThat(child.awaitDone()[3]).isEqualTo("true");
    }

    ShardContent end = content();
    assertThat(cutOff).isPositive();
    assertThat(gone(before)).isEqualTo(expected).isNotEmpty();
    assertThat(end.counters()).isEqualTo(end.recounted());
    assertThat(end.times()).isEqualTo(before.times());
  }
}
