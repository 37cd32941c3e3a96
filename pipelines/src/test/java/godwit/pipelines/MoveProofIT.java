package godwit.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.spanner.Statement;
import godwit.pipelines.migrate.MigratePipeline;
import godwit.pipelines.migrate.MigrateReport;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.verify.VerifyPipeline;
import godwit.pipelines.verify.VerifyReport;
import godwit.pipelines.verify.VerifySettings;
import godwit.testdata.Workload;
import godwit.testdata.load.LoadedShard;
import godwit.testdata.truth.Truth;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A move of two shards of different dialects, proved by a reader that shares no code with it.
 *
 * <p>Its size is set by {@code -Dproof.users}, {@code -Dproof.median} and {@code -Dproof.hoarder};
 * the full proof is 2200, 100 and 100000.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MoveProofIT {
  private static final long SEED = Long.getLong("proof.seed", 20_260_101L);
  private static final int USERS = Integer.getInteger("proof.users", 300);
  private static final int MEDIAN = Integer.getInteger("proof.median", 40);
  private static final int HOARDER = Integer.getInteger("proof.hoarder", 12_000);

  @SuppressWarnings("NullAway.Init")
  private static Rehearsal rehearsal;

  @SuppressWarnings("NullAway.Init")
  private static Instant moved;

  @SuppressWarnings("NullAway.Init")
  private static MigrateReport report;

  private static IndependentReader.@Nullable Reading reading;

  @BeforeAll
  static void move() {
    long start = System.nanoTime();
    rehearsal = Rehearsal.of(Workload.of(SEED, USERS).withMedianRows(MEDIAN).withHoarders(HOARDER));
    print(rehearsal.loaded().records() + " rows loaded, seed " + SEED, start);
    start = System.nanoTime();
    moved = Instant.now();
    report = migrate();
    print(report.toString(), start);
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  private static MigrateReport migrate() {
    return MigratePipeline.run(rehearsal.config(), Scope.ALL, List.of(), new RunControl());
  }

  private static void print(String what, long start) {
    System.err.printf("%.1f s: %s%n", (System.nanoTime() - start) / 1e9, what);
  }

  private static IndependentReader.Reading reading() {
    IndependentReader.Reading known = reading;
    if (known == null) {
      long start = System.nanoTime();
      known = IndependentReader.read(rehearsal, moved);
      print(known.toString(), start);
      reading = known;
    }
    return known;
  }

  @Test
  @Order(1)
  void migrate_movesEveryColumnOfEveryRecord() {
    assertThat(reading().differences()).isEmpty();
    assertThat(reading().targetRows()).isGreaterThan(HOARDER / 2);
  }

  @Test
  @Order(2)
  void migrate_accountsForWhatTheDatabasesCount() throws SQLException {
    long counted = 0;
    for (LoadedShard shard : rehearsal.loaded().shards()) {
      counted += new IndependentSource(rehearsal).count(shard);
    }
    long target =
        new IndependentTarget(rehearsal.database().client()).number("SELECT COUNT(*) FROM bsos");
    long filtered = sum(report.rows().filtered());
    assertThat(report.balanced()).isTrue();
    assertThat(report.rows().dead()).isEmpty();
    assertThat(report.rows().read()).isEqualTo(counted).isEqualTo(reading().sourceRows());
    assertThat(report.rows().written()).isEqualTo(target);
    assertThat(report.rows().filtered()).containsOnlyKeys("expired");
    assertThat(filtered).isEqualTo(counted - target);
    assertThat(report.users().copied()).isEqualTo(reading().users());
  }

  @Test
  @Order(3)
  void migrate_accountsForWhatWasGenerated() {
    long rows = 0;
    long expired = 0;
    for (Truth truth : Truth.part(rehearsal.loaded().workload(), 0, 1).toList()) {
      if (truth.current()) {
        rows += truth.all().rows();
        expired += truth.expired().rows();
      }
    }
    assertThat(report.rows().read()).isEqualTo(rows);
    // A few may have expired between the loading, which labels them, and the move.
    assertThat(sum(report.rows().filtered())).isBetween(expired, expired + rows / 1_000);
    assertThat(reading().expiredRows()).isBetween(expired, expired + rows / 1_000);
  }

  @Test
  @Order(4)
  void migrate_givesClashingIdsTheirNames() throws SQLException {
    Map<Integer, Set<String>> meanings = new HashMap<>();
    Map<Integer, Set<String>> owners = new HashMap<>();
    var source = new IndependentSource(rehearsal);
    for (LoadedShard shard : rehearsal.loaded().shards()) {
      Map<Integer, String> names = source.names(shard);
      names.forEach((id, name) -> meanings.computeIfAbsent(id, i -> new HashSet<>()).add(name));
      Set<String> used = new HashSet<>();
      source.collections(shard, (key, time) -> used.add(key.collection()));
      names.forEach(
          (id, name) -> {
            if (used.contains(name)) {
              owners.computeIfAbsent(id, i -> new HashSet<>()).add(shard.name());
            }
          });
    }
    Set<Integer> clashing = new HashSet<>(meanings.keySet());
    clashing.removeIf(
        id -> meanings.get(id).size() < 2 || owners.getOrDefault(id, Set.of()).size() < 2);
    assertThat(clashing).as("ids that mean two names, both in use").isNotEmpty();
    var target = new IndependentTarget(rehearsal.database().client());
    Map<String, Long> ids = new HashMap<>();
    target.names().forEach((id, name) -> assertThat(ids.put(name, id)).as(name).isNull());
    for (int id : clashing) {
      assertThat(meanings.get(id)).allSatisfy(name -> assertThat(ids.get(name)).isGreaterThan(100));
    }
  }

  @Test
  @Order(5)
  void verify_findsNoDifferenceAndDigestsWhatIsThere() {
    long start = System.nanoTime();
    VerifyReport verified =
        VerifyPipeline.run(
            rehearsal.config(), Scope.ALL, VerifySettings.DEFAULT, List.of(), new RunControl());
    print(verified.toString(), start);
    assertThat(verified.differences()).isEmpty();
    assertThat(verified.differenceCount()).isZero();
    assertThat(verified.unmovable()).isZero();
    assertThat(verified.users().checked()).isEqualTo(reading().users());
    assertThat(verified.users().equal()).isEqualTo(reading().users());
    assertThat(verified.users().pending()).isZero();
    assertThat(verified.rows().source()).isEqualTo(verified.rows().target());
    assertThat(verified.rows().target())
        .isBetween(reading().targetRows() * 999 / 1_000, reading().targetRows());
  }

  /** Every user has a record in meta or crypto: spoilt ones must stay so. */
  @Test
  @Order(6)
  void migrate_secondRunWritesNoRecord() {
    long spoilt =
        rehearsal
            .database()
            .client()
            .executePartitionedUpdate(
                Statement.of("UPDATE bsos SET sortindex = -77 WHERE collection_id IN (2, 6)"));
    long start = System.nanoTime();
    MigrateReport second = migrate();
    print(second.toString(), start);
    assertThat(second.rows().written()).isZero();
    assertThat(second.users().copied()).isZero();
    assertThat(second.balanced()).isTrue();
    var target = new IndependentTarget(rehearsal.database().client());
    assertThat(spoilt).isGreaterThan(USERS);
    assertThat(target.number("SELECT COUNT(*) FROM bsos WHERE sortindex = -77")).isEqualTo(spoilt);
    assertThat(target.number("SELECT COUNT(*) FROM bsos")).isEqualTo(reading().targetRows());
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
