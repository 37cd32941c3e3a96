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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
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
  private static final int EXPIRED = 20;

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
        PreparedStatement count = connection.prepareStatement("SELECT COUNT(*) FROM " + what)) {
      return number(count);
    }
  }

  /** Waits until no more records are left than that, or the child has ended. */
  private void awaitAtMost(long most, ChildJvm child) throws SQLException {
    // One connection for all looks: opening one takes longer than the child takes for many records.
    try (Connection connection = rehearsal.connect(shard());
        PreparedStatement count = connection.prepareStatement("SELECT COUNT(*) FROM bso")) {
      while (child.isAlive() && number(count) > most) {
        Thread.onSpinWait();
      }
    }
  }

  private static long number(PreparedStatement count) throws SQLException {
    try (ResultSet rows = count.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void kills_leaveTheRestToTheNextRun() throws IOException, SQLException {
    var random = new Random(SEED);
    ShardContent before = content();
    int hits = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long goal = rows() - 1 - random.nextInt(1_000);
      try (ChildJvm child = ChildJvm.start(QuotaChild.class, job(), "256m")) {
        awaitAtMost(goal, child);
        hits += child.isAlive() ? 1 : 0;
        child.kill();
      }
    }
    assertThat(hits).as("kills that were not too late").isPositive();

    try (ChildJvm child = ChildJvm.start(QuotaChild.class, job(), "256m")) {
      child.awaitDone();
    }

    ShardContent end = content();
    assertThat(end.rows().size()).isLessThan(before.rows().size());
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
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 450)
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

  /** Kills one process once it has done some of what is missing, and lets another finish. */
  private void killInTheMiddle(QuotaChild.Job job, int most, Callable<Long> missing)
      throws IOException {
    long left = count(missing);
    long goal = left - 1 - new Random(SEED).nextInt(most);
    try (ChildJvm child = ChildJvm.start(QuotaChild.class, job, "256m")) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (left > goal) {
        assertThat(System.nanoTime()).as("nothing done for too long").isLessThan(end);
        long now = count(missing);
        end = now < left ? System.nanoTime() + PATIENCE.toNanos() : end;
        left = now;
      }
      child.kill();
    }
    assertThat(count(missing)).as("what is missing after the kill").isPositive();
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

  @Test
  void kill_inAnEnforcementOfTheTargetLeavesTheRestToTheNextRun() throws IOException {
    SpannerDatabase target = rehearsal.database();
    plantCounters(target);
    plantExpired(target);
    TargetContent before = TargetContent.of(target);
    var job =
        new QuotaChild.Job(
            new StoreScope(rehearsal.config(), List.of(), true),
            QuotaSettings.enforce(
                new QuotaRule(EXPIRED),
                EnforcePlan.DEFAULT,
                TombstonePolicy.DEFAULT,
                rehearsal.loaded().workload().now(),
                true));

    killInTheMiddle(job, 5 * EXPIRED, () -> count(target, "bsos WHERE bso_id LIKE 'x%'"));

    TargetContent after = TargetContent.of(target);
    assertThat(before.rows()).containsAllEntriesOf(after.rows());
    assertThat(after.rows()).hasSize(PLANTED);
    assertThat(after.collections()).isEqualTo(after.recounted());
    assertThat(times(after)).isEqualTo(times(before));
  }

  private static Map<String, String> times(TargetContent content) {
    Map<String, String> times = new TreeMap<>();
    content.collections().forEach((key, line) -> times.put(key, line.split(" ")[0]));
    return times;
  }

  private static long missing(SpannerDatabase target) {
    return count(target, "user_collections WHERE count IS NULL");
  }

  private static long count(SpannerDatabase target, String what) {
    return target.read(
        read -> {
          try (var rows =
              read.executeQuery(
                  com.google.cloud.spanner.Statement.of("SELECT COUNT(*) FROM " + what))) {
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
      String uid = uid(user);
      List<Mutation> rows = new ArrayList<>();
      for (long collection : new long[] {3, 4, 7}) {
        rows.add(planted("user_collections", uid, collection).set("modified").to(written).build());
      }
      rows.add(record(uid, 7, "a", never));
      target.write(rows);
    }
  }

  /** Gives each of them expired records in another collection. */
  private static void plantExpired(SpannerDatabase target) {
    Timestamp expired = Timestamp.ofTimeSecondsAndNanos(1_710_000_000, 0);
    for (int user = 0; user < PLANTED; user++) {
      List<Mutation> rows = new ArrayList<>();
      for (int i = 0; i < EXPIRED; i++) {
        rows.add(record(uid(user), 4, "x" + i, expired));
      }
      target.write(rows);
    }
  }

  private static String uid(int user) {
    return "%032x".formatted(user * 7_919L);
  }

  private static Mutation record(String uid, long collection, String id, Timestamp expiry) {
    return planted("bsos", uid, collection)
        .set("bso_id")
        .to(id)
        .set("payload")
        .to("12345")
        .set("modified")
        .to(Timestamp.ofTimeSecondsAndNanos(1_700_000_000, 0))
        .set("expiry")
        .to(expiry)
        .build();
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
