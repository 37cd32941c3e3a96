package godwit.pipelines.migrate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import godwit.pipelines.plan.PlanReport;
import java.util.Map;

/**
 * What a run did, counted from the databases.
 *
 * @param runId its name in the ledger
 * @param users {@code planned = copied + skipped + failed} when the run reached its end
 * @param rows {@code read = written + filtered + dead}
 * @param bytes payload bytes written
 * @param seconds how long it took
 * @param interrupted whether it was stopped before its end
 * @param balanced whether no row was lost and none counted twice
 * @param deadLetters how many dead letters it wrote
 * @param predicted what the plan said, in short
 * @param plan what the plan said
 */
public record MigrateReport(
    String runId,
    Users users,
    Rows rows,
    long bytes,
    double seconds,
    boolean interrupted,
    boolean balanced,
    long deadLetters,
    Predicted predicted,
    PlanReport plan) {

  /**
   * How many users ended how.
   *
   * @param planned users looked at
   * @param copied users that are complete in the target
   * @param skipped users left alone
   * @param failed users that could not be moved
   * @param skippedReasons the skipped ones by reason
   * @param failedCauses the failed ones that the plan already knew, by cause
   */
  public record Users(
      long planned,
      long copied,
      long skipped,
      long failed,
      Map<String, Long> skippedReasons,
      Map<String, Long> failedCauses) {}

  /**
   * What became of the rows of the users that were copied.
   *
   * @param read rows read
   * @param written rows written
   * @param filtered rows left out, by reason
   * @param dead rows that could not be moved, by cause
   */
  public record Rows(long read, long written, Map<String, Long> filtered, Map<String, Long> dead) {}

  /**
   * What the plan said.
   *
   * @param rows rows
   * @param bytes payload bytes
   * @param seconds time
   */
  public record Predicted(long rows, long bytes, double seconds) {}

  /** Whether something could not be moved. */
  @JsonIgnore
  public boolean hasDeadLetters() {
    return deadLetters > 0 || users.failed() > 0;
  }
}
