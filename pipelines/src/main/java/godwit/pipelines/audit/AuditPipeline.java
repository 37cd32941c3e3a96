package godwit.pipelines.audit;

import godwit.pipelines.io.StorePass;
import godwit.pipelines.io.StoreScope;
import godwit.pipelines.run.RunControl;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/** Looks through stores and tells what is there. Writes to no store, and to no ledger. */
public final class AuditPipeline {
  private AuditPipeline() {}

  /**
   * Audits.
   *
   * @param runnerArgs options of the Beam runner; none for this machine
   * @throws godwit.storage.StorageException if a server cannot be reached or is not what it should
   *     be
   */
  public static AuditReport run(
      StoreScope scope, AuditSettings settings, List<String> runnerArgs, RunControl control) {
    var outcome = pass(scope, settings).run("audit", "auditing", runnerArgs, control);
    return AuditReport.of(
        outcome.runId(), scope, outcome.sum(), outcome.seconds(), outcome.interrupted());
  }

  /**
   * The graph: the same whatever the number of stores and users.
   *
   * @param place the file that the figures are written to, where the runner's workers and the
   *     caller both reach it
   */
  public static Pipeline build(
      PipelineOptions options,
      StoreScope scope,
      AuditSettings settings,
      String runId,
      String place) {
    return pass(scope, settings).build(options, runId, place);
  }

  static StorePass<AuditTally> pass(StoreScope scope, AuditSettings settings) {
    return new StorePass<>(
        scope,
        AuditTally.class,
        (stores, piece) ->
            new AuditSweep(stores, scope, settings, piece.store()).sweep(piece.range()),
        AuditTally::sum);
  }
}
