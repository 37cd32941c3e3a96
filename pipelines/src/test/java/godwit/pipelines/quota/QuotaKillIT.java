package godwit.pipelines.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Mutation;
import godwit.pipelines.ChildJvm;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.ShardContent;
import godwit.pipelines.TargetContent;
import godwit.pipelines.io.StoreScope;
import godwit.pipelines.policy.QuotaRule;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.policy.TrimRule;
import godwit.storage.spanner.SpannerDatabase;
import godwit.testdata.Workload;
import godwit.testdata.load.LoadedShard;
import godwit.testdata.load.ShardLayout;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An enforcement whose process is killed again and again ends as one that nobody disturbed. {@code
 * -Dquota.kills} says how often, {@code -Dquota.kill.seed} repeats the moments.
 */
class QuotaKillIT {
  private static final int KILLS = Integer.getInteger("quota.kills", 2);
  private static final long SEED = Long.getLong("quota.kill.seed", System.nanoTime());
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LIMIT = 60_000;
  private static final int PLANTED = 50;

  @SuppressWarnings("NullAway.Init")
  private Rehearsal rehearsal;

  @BeforeEach
  void load() throws SQLException {
    System.err.println("kills: " + KILLS + ", -Dquota.kill.seed=" + SEED);
    rehearsal =
        Rehearsal.of(
            Workload.of(31, 12).withShards(1).withMedianRows(40).withHoarders(12_000),
            shard -> ShardLayout.rust());
    try (Connection connection = rehearsal.connect(shard());
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE user_collections SET count = NULL, total_bytes = 3");
    }
  }

  @AfterEach
  void close() {
    rehearsal.close();
  }

  private LoadedShard shard() {
    return rehearsal.loaded().shards().get(0);
  }

  private ShardContent content() {
    return ShardContent.of(rehearsal, shard());
  }

  private QuotaChild.Job job() {
    return new QuotaChild.Job(
        new StoreScope(rehearsal.config(), List.of(shard().name()), false),
        QuotaSettings.enforce(
            new QuotaRule(LIMIT),
            EnforcePlan.DEFAULT.trimming(new TrimRule(Set.of("history"))),
            TombstonePolicy.DEFAULT,
            rehearsal.loaded().workload().now(),
            true));
  }

  private QuotaChild.Job recount() {
    return new QuotaChild.Job(
        job().scope(),
        QuotaSettings.recount(QuotaRule.DEFAULT, rehearsal.loaded().workload().now(), true));
  }

  private long rows() throws SQLException {
    return count("bso");
  }

  private long count(String what) throws SQLException {
    try (Connection connection = rehearsal.connect(shard());
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM " + what)) {
      count.next();
      return count.getLong(1);
    }
  }

  private void awaitFewerThan(long most) throws SQLException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (rows() > most) {
      assertThat(System.nanoTime()).as("more than %d records for too long", most).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void kills_leaveTheRestToTheNextRun() throws IOException, SQLException {
    var random = new Random(SEED);
    ShardContent before = content();
    for (int kill = 0; kill < KILLS; kill++) {
      long goal = rows() - 1 - random.nextInt(1_000);
      try (ChildJvm child = ChildJvm.start(QuotaChild.class, job(), "256m")) {
        awaitFewerThan(goal);
        child.kill();
      }
    }
    ShardContent cutOff = content();

    try (ChildJvm child = ChildJvm.start(QuotaChild.class, job(), "256m")) {
      child.awaitDone();
    }

    ShardContent end = content();
    assertThat(end.rows().size()).isLessThan(cutOff.rows().size());
    assertThat(before.rows()).containsAllEntriesOf(end.rows());
    assertThat(end.times()).isEqualTo(before.times());
    assertThat(end.counters().values()).noneMatch(line -> line.contains("-"));
    assertThat(end.counters()).isEqualTo(end.recounted());
    try (ChildJvm child = ChildJvm.start(QuotaChild.class, job(), "256m")) {
      assertThat(child.awaitDone()[2]).isEqualTo("0");
    }
    assertThat(content()).isEqualTo(end);
  }

  /** Users with nothing but collections without counters, so that a recount takes its time. */
  private void plantCounters() throws SQLException {
    try (Connection connection = rehearsal.connect(shard());
        Statement statement = connection.createStatement()) {
      for (int collection : new int[] {3, 4, 5, 7}) {
        statement.execute(
            """
            INSERT INTO user_collections (userid, collection, last_modified)
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900)
            SELECT 9000000 + i, %d, 1600000000000 + 10 * i FROM n
            """
                .formatted(collection));
      }
    }
  }

  @Test
  void kill_inARecountLeavesTheRestToTheNextRun() throws IOException, SQLException {
    plantCounters();
    ShardContent before = content();

    killInTheMiddle(recount(), 1_000, () -> count("user_collections WHERE count IS NULL"));

    ShardContent after = content();
    assertThat(after.rows()).isEqualTo(before.rows());
    assertThat(after.times()).isEqualTo(before.times());
    assertThat(after.counters().values()).noneMatch(line -> line.contains("-"));
    assertThat(after.counters()).isEqualTo(after.recounted());
  }

  /** Kills one process once it has righted some of the counters, and lets another finish. */
  private void killInTheMiddle(QuotaChild.Job job, int most, Callable<Long> missing)
      throws IOException {
    long left = count(missing);
    long goal = left - 1 - new Random(SEED).nextInt(most);
    try (ChildJvm child = ChildJvm.start(QuotaChild.class, job, "256m")) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (left > goal) {
        assertThat(System.nanoTime()).as("no counter righted for too long").isLessThan(end);
        long now = count(missing);
        end = now < left ? System.nanoTime() + PATIENCE.toNanos() : end;
        left = now;
      }
      child.kill();
    }
    assertThat(count(missing)).as("counters missing after the kill").isPositive();
    try (ChildJvm child = ChildJvm.start(QuotaChild.class, job, "256m")) {
      child.awaitDone();
    }
  }

  private static long count(Callable<Long> counting) {
    try {
      return counting.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void kill_inARecountOfTheTargetLeavesTheRestToTheNextRun() throws IOException {
    SpannerDatabase target = rehearsal.database();
    plantCounters(target);
    TargetContent before = TargetContent.of(target);
    var job =
        new QuotaChild.Job(
            new StoreScope(rehearsal.config(), List.of(), true), recount().settings());

    killInTheMiddle(job, 50, () -> missing(target));

    TargetContent after = TargetContent.of(target);
    assertThat(after.rows()).isEqualTo(before.rows()).hasSize(PLANTED);
    assertThat(after.collections()).isEqualTo(before.recounted());
  }

  private static long missing(SpannerDatabase target) {
    return target.read(
        read -> {
          try (var rows =
              read.executeQuery(
                  com.google.cloud.spanner.Statement.of(
                      "SELECT COUNT(*) FROM user_collections WHERE count IS NULL"))) {
            rows.next();
            return rows.getLong(0);
          }
        });
  }

  /** Users of the target with one record and three collections each, all without counters. */
  private static void plantCounters(SpannerDatabase target) {
    Timestamp written = Timestamp.ofTimeSecondsAndNanos(1_700_000_000, 0);
    Timestamp never = Timestamp.ofTimeSecondsAndNanos(4_000_000_000L, 0);
    for (int user = 0; user < PLANTED; user++) {
      String uid = "%032x".formatted(user * 7_919L);
      List<Mutation> rows = new ArrayList<>();
      for (long collection : new long[] {3, 4, 7}) {
        rows.add(planted("user_collections", uid, collection).set("modified").to(written).build());
      }
      rows.add(
          planted("bsos", uid, 7)
              .set("bso_id")
              .to("a")
              .set("payload")
              .to("12345")
              .set("modified")
              .to(written)
              .set("expiry")
              .to(never)
              .build());
      target.write(rows);
    }
  }

  private static Mutation.WriteBuilder planted(String table, String uid, long collection) {
    return Mutation.newInsertBuilder(table)
        .set("fxa_uid")
        .to(uid)
        .set("fxa_kid")
        .to("0000000000001-AAAA")
        .set("collection_id")
        .to(collection);
  }
}
