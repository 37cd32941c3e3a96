package godwit.pipelines.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import godwit.pipelines.Rehearsal;
import godwit.pipelines.Residents;
import godwit.pipelines.Residents.Resident;
import godwit.pipelines.TargetRows;
import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.ledger.UserEntry;
import godwit.pipelines.migrate.MigratePipeline;
import godwit.pipelines.migrate.MigrateReport;
import godwit.pipelines.run.RunControl;
import godwit.testdata.Workload;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Which users a run takes. Each test moves a few more of the same users. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FilterIT {
  private static Rehearsal rehearsal;
  private static List<Resident> residents;

  @BeforeAll
  static void load() {
    rehearsal = Rehearsal.of(Workload.of(41, 60).withMedianRows(6).withHoarders(2_000));
    residents = Residents.of(rehearsal.loaded());
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  @Test
  @Order(1)
  void preview_countsAllAndWritesNothing() {
    List<List<String>> before = everything();
    PlanReport plan = preview(Scope.ALL);

    assertThat(everything()).isEqualTo(before);
    assertThat(plan.users().copy()).isEqualTo(residents.size());
    assertThat(plan.rows()).isEqualTo(residents.stream().mapToLong(Resident::rows).sum());
    assertThat(plan.users().planned())
        .isEqualTo(plan.users().copy() + plan.users().skippedTotal() + plan.users().failedTotal());
  }

  @Test
  @Order(2)
  void shards_partitionTheUsers() {
    for (var shard : rehearsal.loaded().shards()) {
      long expected = residents.stream().filter(one -> one.shard().equals(shard)).count();
      PlanReport plan = preview(Scope.ALL.withShards(Set.of(shard.name())));
      assertThat(plan.users().copy()).isEqualTo(expected);
      assertThat(plan.shards()).extracting(PlanReport.Shard::name).containsExactly(shard.name());
    }
  }

  @Test
  @Order(3)
  void percentBlocks_partitionTheUsers() {
    long all = 0;
    for (String block : List.of("0:50", "50:51", "51:100")) {
      all += preview(Scope.ALL.withPercent(Percent.parse(block))).users().copy();
    }
    assertThat(all).isEqualTo(residents.size());
  }

  @Test
  @Order(4)
  void hoarders_areLeftOut() {
    PlanReport plan = preview(Scope.ALL.withoutHoarders(1_999));
    long large = residents.stream().filter(one -> one.rows() > 1_999).count();
    assertThat(large).isPositive();
    assertThat(plan.users().skipped()).containsEntry("hoarder", large);
    assertThat(plan.users().copy()).isEqualTo(residents.size() - large);
    assertThat(preview(Scope.ALL.withoutHoarders(2_000)).users().skipped())
        .doesNotContainKey("hoarder");
  }

  @Test
  @Order(5)
  void unknownNames_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preview(Scope.ALL.withShards(Set.of("shard9"))))
        .withMessageContaining("'shard9'")
        .withMessageContaining("shard0, shard1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preview(Scope.ALL.withUsers(Set.of("shard9:12"))))
        .withMessageContaining("'shard9'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> migrate(Scope.ALL.withShards(Set.of("shard9"))))
        .withMessageContaining("'shard9'");
    assertThat(preview(Scope.ALL.withUsers(Set.of("nobody"))).users().copy()).isZero();
  }

  @Test
  @Order(6)
  void users_canBeNamedInThreeWays() {
    Resident byUid = residents.get(1);
    Resident byKey = residents.get(2);
    Resident byAccount = residents.get(3);
    Set<String> names =
        Set.of(
            byUid.name(),
            byKey.key().fxaUid() + "/" + byKey.key().fxaKid(),
            byAccount.key().fxaUid());

    MigrateReport report = migrate(Scope.ALL.withUsers(names));

    assertThat(report.users().copied()).isEqualTo(3);
    assertThat(ledgerUsers())
        .containsExactlyInAnyOrder(byUid.name(), byKey.name(), byAccount.name());
  }

  @Test
  @Order(7)
  void limit_repeatedMovesEverybodyInKeyOrder() {
    long left = residents.size() - 3L;
    while (left > 0) {
      MigrateReport report = migrate(Scope.ALL.withLimit(23));
      assertThat(report.balanced()).isTrue();
      assertThat(report.users().copied()).isEqualTo(Math.min(23, left));
      left -= report.users().copied();
    }
    assertThat(migrate(Scope.ALL.withLimit(23)).users().copied()).isZero();
    assertThat(ledgerUsers())
        .containsExactlyInAnyOrderElementsOf(residents.stream().map(Resident::name).toList());
  }

  private static PlanReport preview(Scope scope) {
    return Planner.preview(rehearsal.config(), scope, new RunControl());
  }

  private static MigrateReport migrate(Scope scope) {
    return MigratePipeline.run(rehearsal.config(), scope, List.of(), new RunControl());
  }

  private static Set<String> ledgerUsers() {
    return new Ledger(rehearsal.database())
        .usersAfter(Optional.empty(), Optional.empty()).stream()
            .filter(entry -> entry.state().isCopied())
            .map((UserEntry entry) -> entry.shard() + ":" + entry.uid())
            .collect(Collectors.toCollection(HashSet::new));
  }

  /** All rows of every table that a plan could touch. */
  private static List<List<String>> everything() {
    var rows = new TargetRows(rehearsal.database());
    return List.of(
        rows.rows("collections", List.of("collection_id", "name")),
        rows.rows("user_collections", List.of("fxa_uid", "collection_id")),
        rows.rows("bsos", List.of("fxa_uid", "bso_id")),
        rows.rows("godwit_runs", List.of("run_id")),
        rows.rows("godwit_users", List.of("fxa_uid", "state")),
        rows.rows("godwit_bins", List.of("run_id", "bin")),
        rows.rows("godwit_dead_letters", List.of("shard", "uid")));
  }
}
