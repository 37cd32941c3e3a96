package godwit.pipelines.plan;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.Move;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.migrate.MigratePipeline;
import godwit.pipelines.migrate.MigrateReport;
import godwit.pipelines.run.RunControl;
import godwit.testdata.Workload;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ctrl-C before the first user was planned: there is nothing left to do, and nothing is done. */
class InterruptedPlanIT {
  private static Rehearsal rehearsal;

  @BeforeAll
  static void load() {
    rehearsal = Rehearsal.of(Workload.of(15, 6).withMedianRows(5));
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  private static RunControl stopped() {
    var control = new RunControl();
    control.stop();
    return control;
  }

  @Test
  void previewThatWasStopped_saysSo() {
    assertThat(Planner.preview(rehearsal.config(), Scope.ALL, stopped()).interrupted()).isTrue();
    assertThat(Planner.preview(rehearsal.config(), Scope.ALL, new RunControl()).interrupted())
        .isFalse();
  }

  @Test
  void migrationThatWasStoppedWhilePlanning_isInterrupted() {
    MigrateReport report = MigratePipeline.run(rehearsal.config(), Scope.ALL, List.of(), stopped());
    assertThat(report.interrupted()).isTrue();
    assertThat(report.users().copied()).isZero();
    assertThat(Move.migrate(rehearsal.config()).interrupted()).isFalse();
  }
}
