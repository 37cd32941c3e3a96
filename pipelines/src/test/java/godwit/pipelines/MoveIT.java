package godwit.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.migrate.MigratePipeline;
import godwit.pipelines.migrate.MigrateReport;
import godwit.pipelines.plan.PlanReport;
import godwit.pipelines.plan.Planner;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.verify.VerifyPipeline;
import godwit.pipelines.verify.VerifyReport;
import godwit.pipelines.verify.VerifySettings;
import godwit.testdata.Workload;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One move from the dry run to the second run, on real servers. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MoveIT {
  private static Rehearsal rehearsal;

  @BeforeAll
  static void load() {
    rehearsal = Rehearsal.of(Workload.of(11, 120).withMedianRows(60).withHoarders(12_000));
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  @Test
  @Order(1)
  void preview_writesNothing() {
    PlanReport plan = Planner.preview(rehearsal.config(), Scope.ALL, new RunControl());
    System.err.println(plan);
    assertThat(plan.users().copy()).isPositive();
  }

  @Test
  @Order(2)
  void migrate_movesEverybody() {
    MigrateReport report =
        MigratePipeline.run(rehearsal.config(), Scope.ALL, List.of(), new RunControl());
    System.err.println(report);
    assertThat(report.balanced()).isTrue();
    assertThat(report.users().copied()).isPositive();
  }

  @Test
  @Order(3)
  void verify_findsNoDifference() {
    VerifyReport report =
        VerifyPipeline.run(
            rehearsal.config(), Scope.ALL, VerifySettings.DEFAULT, List.of(), new RunControl());
    System.err.println(report);
    assertThat(report.differences()).isEmpty();
    assertThat(report.users().equal()).isPositive();
  }

  @Test
  @Order(4)
  void migrate_secondRunWritesNothing() {
    MigrateReport report =
        MigratePipeline.run(rehearsal.config(), Scope.ALL, List.of(), new RunControl());
    System.err.println(report);
    assertThat(report.rows().written()).isZero();
  }
}
