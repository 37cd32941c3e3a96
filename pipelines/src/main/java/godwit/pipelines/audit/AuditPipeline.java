package godwit.pipelines.audit;

import godwit.pipelines.io.Handover;
import godwit.pipelines.io.SharedStores;
import godwit.pipelines.io.StoreScope;
import godwit.pipelines.run.Launcher;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.RunId;
import java.time.Clock;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;

/** Looks through stores and tells what is there. Writes to no store, and to no ledger. */
public final class AuditPipeline {
  private AuditPipeline() {}

  /**
   * The graph: the same whatever the number of stores and users.
   *
   * @param place the file that the result is written to, where the runner's workers and the caller
   *     both reach it
   */
  public static Pipeline build(
      PipelineOptions options,
      StoreScope scope,
      AuditSettings settings,
      String runId,
      String place) {
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply("Stores", Create.of(scope.stores()).withCoder(StringUtf8Coder.of()))
        .apply("Audit users", new AuditRanges(runId, scope, settings))
        .apply("Hand over", ParDo.of(new Handover.WriteFn<AuditTally>(place)));
    return pipeline;
  }

  /**
   * Audits.
   *
   * @param runnerArgs options of the Beam runner; none for this machine
   * @throws godwit.storage.StorageException if a server cannot be reached or is not what it should
   *     be
   */
  public static AuditReport run(
      StoreScope scope, AuditSettings settings, List<String> runnerArgs, RunControl control) {
    PipelineOptions options = Launcher.options(runnerArgs, scope.mostWorkers());
    String runId = RunId.next("audit", Clock.systemUTC());
    control.attach(runId);
    long start = System.nanoTime();
    try (SharedStores stores = SharedStores.acquire(runId, scope)) {
      control.enter("looking at servers");
      scope.stores().forEach(stores::place);
      control.enter("auditing");
      String place = Handover.place(options, runId);
      Launcher.run(build(options, scope, settings, runId, place));
      control.enter("adding up");
      AuditTally tally = Handover.read(place, AuditTally.class);
      double seconds = (System.nanoTime() - start) / 1e9;
      return AuditReport.of(runId, scope, tally, seconds, control.isStopped());
    } catch (RuntimeException e) {
      control.stop();
      throw e;
    } finally {
      RunControl.detach(runId);
    }
  }
}
