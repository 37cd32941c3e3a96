package godwit.cli.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import godwit.pipelines.migrate.MigrateReport;
import godwit.pipelines.verify.VerifyReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the demo did, as far as it came.
 *
 * @param people how many were invented
 * @param seed which ones
 * @param records loaded into the shards
 * @param steps the steps taken
 * @param migrate the report of the move, or null if it did not come so far
 * @param again the report of the second run, which finds nothing left to copy, or null
 * @param verify the report of the comparison, or null
 * @param error why it ended early, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DemoReport(
    long people,
    long seed,
    long records,
    List<Step> steps,
    @Nullable MigrateReport migrate,
    @Nullable MigrateReport again,
    @Nullable VerifyReport verify,
    @Nullable String error) {
  /** Copies the list. */
  public DemoReport {
    steps = List.copyOf(steps);
  }
}
