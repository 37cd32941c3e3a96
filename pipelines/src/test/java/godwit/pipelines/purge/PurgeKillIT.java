package godwit.pipelines.purge;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.ChildJvm;
import godwit.pipelines.Move;
import godwit.pipelines.Rehearsal;
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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A purge of tombstones whose process is killed again and again ends as one that nobody disturbed.
 * {@code -Dpurge.kills} says how often, {@code -Dpurge.kill.seed} repeats the moments.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PurgeKillIT {
  private static final int KILLS = Integer.getInteger("purge.kills", 3);
  private static final long SEED = Long.getLong("purge.kill.seed", System.nanoTime());

  @SuppressWarnings("NullAway.Init")
  private static Rehearsal rehearsal;

  private final Random random = new Random(SEED);

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

  private static PurgeChild.Job job(StoreConfig store) {
    var small =
        new PurgeLimits(
            Long.MAX_VALUE,
            Duration.ofHours(1),
            Duration.ofMillis(200),
            20,
            PurgeLimits.NONE.load());
    return new PurgeChild.Job(
        store,
        PurgeSettings.tombstones(rehearsal.loaded().workload().now(), TombstonePolicy.DEFAULT)
            .executing(null)
            .limitedTo(small));
  }

  private static Set<String> tombstones(Map<String, Fate> fates) {
    return fates.entrySet().stream()
        .filter(entry -> entry.getValue().goesAsTombstone())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** First, while both have the same records. */
  @Test
  @Order(1)
  void killOfATargetsPurge_leavesCountersRightAndTheRestToTheNextRun() throws IOException {
    assertThat(Move.migrate(rehearsal.config()).balanced()).isTrue();

    kill(
        job(StoreConfig.of(rehearsal.config().target())),
        () -> Content.ofTarget(rehearsal),
        tombstones(Fate.inTarget(rehearsal)),
        1);
  }

  @Test
  @Order(2)
  void kills_leaveCountersRightAndTheRestToTheNextRun() throws IOException, SQLException {
    kill(
        job(StoreConfig.of(rehearsal.config().shards().get(0), List.of())),
        () -> Content.ofShard(rehearsal),
        tombstones(Fate.of(rehearsal, 0)),
        KILLS);
  }

  private void kill(PurgeChild.Job job, Supplier<Content> reader, Set<String> dead, int kills)
      throws IOException {
    Content before = reader.get();
    Set<String> expected = new TreeSet<>(dead);
    expected.retainAll(before.rows().keySet());
    int cutOff = 0;
    for (int kill = 0; kill < kills; kill++) {
      int rows = 300 + random.nextInt(1_000);
      try (ChildJvm child = ChildJvm.start(PurgeChild.class, job, "256m")) {
        // Late kills may leave too little to the next ones, which then only see it end.
        var unused =
            child.await(
                line -> line.startsWith("AT ") && Long.parseLong(line.substring(3)) >= rows);
        child.kill();
      }
      Content after = reader.get();
      Set<String> gone = before.goneBy(after);
      assertThat(expected).containsAll(gone);
      assertThat(after.off()).isEmpty();
      cutOff += gone.size() < expected.size() ? 1 : 0;
    }
    assertThat(cutOff).as("kills that left something").isPositive();

    try (ChildJvm child = ChildJvm.start(PurgeChild.class, job, "256m")) {
      assertThat(child.awaitDone()[3]).isEqualTo("true");
    }

    Content end = reader.get();
    assertThat(before.goneBy(end)).isEqualTo(expected).isNotEmpty();
    assertThat(end.off()).isEmpty();
    assertThat(end.times()).isEqualTo(before.times());
  }
}
