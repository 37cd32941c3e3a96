package godwit.pipelines.purge;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.Move;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.TargetContent;
import godwit.pipelines.ledger.Difference.Kind;
import godwit.pipelines.migrate.MigrateReport;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.verify.VerifyPipeline;
import godwit.pipelines.verify.VerifyReport;
import godwit.pipelines.verify.VerifySettings;
import godwit.testdata.Workload;
import godwit.testdata.record.RecordKind;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A move that leaves stale tombstones behind, one user of which is cut into parts. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DropTombstonesIT {
  @SuppressWarnings("NullAway.Init")
  private static Rehearsal rehearsal;

  @SuppressWarnings("NullAway.Init")
  private static MoveConfig dropping;

  @BeforeAll
  static void load() {
    rehearsal = Rehearsal.of(Workload.of(31, 40).withMedianRows(40).withHoarders(6_000));
    MoveConfig config = rehearsal.config();
    dropping = config.with(config.policy().dropping(TombstonePolicy.DEFAULT));
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  @Test
  @Order(1)
  void migrate_leavesStaleTombstonesBehindAndCountsThem() {
    MigrateReport report = Move.migrate(dropping);

    var left = new TreeSet<String>();
    var carried = new TreeSet<String>();
    for (Map.Entry<String, Fate> entry : Fate.inTarget(rehearsal).entrySet()) {
      Fate fate = entry.getValue();
      boolean isStale = fate.isAllowed() && fate.kind() == RecordKind.TOMBSTONE && fate.isStale();
      if (!fate.isExpired()) {
        (isStale ? left : carried).add(entry.getKey());
      }
    }
    assertThat(report.balanced()).isTrue();
    assertThat(report.rows().filtered()).containsEntry("tombstone", (long) left.size());
    assertThat(left).isNotEmpty();
    TargetContent content = TargetContent.of(rehearsal.database());
    assertThat(content.rows().keySet()).isEqualTo(carried);
  }

  private static VerifyReport verify(MoveConfig config) {
    return VerifyPipeline.run(
        config, Scope.ALL, VerifySettings.DEFAULT, List.of(), new RunControl());
  }

  @Test
  @Order(2)
  void verify_findsNothingMissingThatWasLeftOnPurpose() {
    assertThat(verify(dropping).differences()).isEmpty();
  }

  @Test
  @Order(3)
  void verify_stillFindsWhatIsMissingBesides() {
    String lost =
        TargetContent.of(rehearsal.database()).rows().keySet().stream()
            .filter(key -> key.contains("/bookmarks/"))
            .findFirst()
            .orElseThrow();
    String id = lost.substring(lost.lastIndexOf('/') + 1);
    long deleted =
        rehearsal
            .database()
            .client()
            .executePartitionedUpdate(
                com.google.cloud.spanner.Statement.of(
                    "DELETE FROM bsos WHERE bso_id = '" + id + "'"));

    VerifyReport report = verify(dropping);

    assertThat(deleted).isEqualTo(1);
    assertThat(report.differences())
        .filteredOn(found -> found.kind() == Kind.ROW_MISSING)
        .extracting(VerifyReport.Found::id)
        .containsExactly(id);
  }

  @Test
  @Order(4)
  void migrate_again_carriesNothingOfIt() {
    long before = TargetContent.of(rehearsal.database()).rows().size();

    MigrateReport report = Move.migrate(dropping);

    assertThat(report.balanced()).isTrue();
    assertThat(TargetContent.of(rehearsal.database()).rows()).hasSize((int) before);
  }
}
