package godwit.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.Residents.Resident;
import godwit.pipelines.migrate.MigrateReport;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.ShardConfig;
import godwit.pipelines.verify.VerifyPipeline;
import godwit.pipelines.verify.VerifyReport;
import godwit.pipelines.verify.VerifySettings;
import godwit.storage.mysql.MySqlConfig;
import godwit.testdata.Workload;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * Shards that allow one connection each: nobody who holds one may wait for another. Waiting for one
 * takes a minute, so the tests are given less.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(50)
class OneConnectionIT {
  private static Rehearsal rehearsal;
  private static MoveConfig config;
  private static Resident resident;

  @BeforeAll
  static void load() throws Exception {
    rehearsal = Rehearsal.of(Workload.of(13, 12).withMedianRows(20).withHoarders(3_500));
    MoveConfig wide = rehearsal.config();
    config =
        new MoveConfig(
            wide.shards().stream()
                .map(shard -> new ShardConfig(shard.name(), shard.node(), one(shard.database())))
                .toList(),
            one(wide.tokenserver()),
            wide.target(),
            wide.ledger(),
            wide.policy());
    resident =
        Residents.withBookmarks(rehearsal.loaded(), rehearsal.loaded().shards().get(0)).get(0);
    try (ShardEdit edit = ShardEdit.of(rehearsal, resident.shard())) {
      edit.addRecord(resident.uid(), 4_242, "orphan", 1_700_000_000_000L);
      edit.addCollection(resident.uid(), 4_243, 1_700_000_000_000L);
    }
  }

  private static MySqlConfig one(MySqlConfig database) {
    return new MySqlConfig(database.url(), database.user(), database.password(), 1);
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  private static VerifyReport verify(boolean repair) {
    return VerifyPipeline.run(
        config, Scope.ALL, new VerifySettings(repair, 100, false), List.of(), new RunControl());
  }

  @Test
  @Order(1)
  void collectionWithoutAName_isMetWithoutASecondConnection() {
    MigrateReport report = Move.migrate(config);
    assertThat(report.balanced()).isTrue();
    assertThat(report.users().failed()).isZero();
    assertThat(report.rows().dead()).containsEntry("ORPHAN_COLLECTION", 1L);
  }

  @Test
  @Order(2)
  void differences_areFoundAndMendedWithoutASecondConnection() {
    var target = new TargetRows(rehearsal.database());
    target.delete(resident.key());
    VerifyReport repaired = verify(true);
    assertThat(repaired.repaired()).isEqualTo(repaired.differenceCount()).isPositive();
  }

  @Test
  @Order(3)
  void rowsOfALargeCollection_areFoundAndMendedWithoutASecondConnection() {
    rehearsal
        .database()
        .client()
        .executePartitionedUpdate(
            com.google.cloud.spanner.Statement.of(
                "UPDATE bsos SET sortindex = 77 WHERE collection_id = 7 AND bso_id LIKE '%a'"));
    VerifyReport repaired = verify(true);
    assertThat(repaired.repaired()).isPositive();
    assertThat(verify(false).differences()).isEmpty();
  }
}
