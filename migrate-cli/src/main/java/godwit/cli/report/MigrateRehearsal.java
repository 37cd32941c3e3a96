package godwit.cli.report;

import godwit.pipelines.migrate.MigrateReport;
import godwit.pipelines.plan.PlanReport;
import java.util.Map;

/**
 * A dry run as a machine reads it: the fields of a {@link MigrateReport} with nothing done, so that
 * a script need not tell the two apart, and the plan.
 *
 * @param users whom the plan looked at; nobody is copied
 * @param rows none
 * @param bytes 0
 * @param seconds 0
 * @param interrupted whether it was stopped before everybody was looked at
 * @param deadLetters 0
 * @param predicted what the plan says
 * @param plan the plan
 */
public record MigrateRehearsal(
    MigrateReport.Users users,
    MigrateReport.Rows rows,
    long bytes,
    double seconds,
    boolean interrupted,
    long deadLetters,
    MigrateReport.Predicted predicted,
    PlanReport plan) {

  /** The rehearsal of that plan. */
  public static MigrateRehearsal of(PlanReport plan) {
    PlanReport.Users users = plan.users();
    return new MigrateRehearsal(
        new MigrateReport.Users(
            users.planned(),
            0,
            users.skippedTotal(),
            users.failedTotal(),
            users.skipped(),
            users.failed()),
        new MigrateReport.Rows(0, 0, Map.of(), Map.of()),
        0,
        0,
        plan.interrupted(),
        0,
        new MigrateReport.Predicted(plan.rows(), plan.bytes(), plan.seconds()),
        plan);
  }
}
