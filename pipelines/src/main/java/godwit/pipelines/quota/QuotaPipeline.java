package godwit.pipelines.quota;

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

/**
 * Reports usage, rights counters, or brings users below the limit. A run can be stopped or killed
 * at any moment: each transaction leaves counters right, and the next run does what is left.
 */
public final class QuotaPipeline {
  private QuotaPipeline() {}

  /**
   * The graph: the same whatever the number of stores and users.
   *
   * @param place the file that the result is written to, where the runner's workers and the caller
   *     both reach it
   */
  public static Pipeline build(
      PipelineOptions options,
      StoreScope scope,
      QuotaSettings settings,
      String runId,
      String place) {
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply("Stores", Create.of(scope.stores()).withCoder(StringUtf8Coder.of()))
        .apply("Go through users", new QuotaRanges(runId, scope, settings))
        .apply("Hand over", ParDo.of(new Handover.WriteFn<QuotaTally>(place)));
    return pipeline;
  }

  /**
   * Runs.
   *
   * @param runnerArgs options of the Beam runner; none for this machine
   * @throws godwit.storage.StorageException if a server cannot be reached or is not what it should
   *     be
   */
  public static QuotaReport run(
      StoreScope scope, QuotaSettings settings, List<String> runnerArgs, RunControl control) {
    PipelineOptions options = Launcher.options(runnerArgs, scope.mostWorkers());
    String runId = RunId.next("quota", Clock.systemUTC());
    control.attach(runId);
    long start = System.nanoTime();
    try (SharedStores stores = SharedStores.acquire(runId, scope)) {
      control.enter("looking at servers");
      scope.stores().forEach(stores::place);
      control.enter(phase(settings.task()));
      String place = Handover.place(options, runId);
      Launcher.run(build(options, scope, settings, runId, place));
      control.enter("adding up");
      QuotaTally tally = Handover.read(place, QuotaTally.class);
      double seconds = (System.nanoTime() - start) / 1e9;
      return QuotaReport.of(runId, settings, tally, seconds, control.isStopped());
    } catch (RuntimeException e) {
      control.stop();
      throw e;
    } finally {
      RunControl.detach(runId);
    }
  }

  private static String phase(QuotaTask task) {
    return switch (task) {
      case REPORT -> "counting";
      case RECOUNT -> "recounting";
      case ENFORCE -> "enforcing";
    };
  }
}
