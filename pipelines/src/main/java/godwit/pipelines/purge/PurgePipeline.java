package godwit.pipelines.purge;

import godwit.pipelines.io.Handover;
import godwit.pipelines.run.Launcher;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.RunId;
import godwit.pipelines.run.StoreConfig;
import java.time.Clock;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;

/**
 * Deletes expired records or stale tombstones from one store. A run can be stopped or killed at any
 * moment: each transaction leaves counters right, and the next run goes on with what is left.
 */
public final class PurgePipeline {
  private PurgePipeline() {}

  /**
   * The graph: the same whatever the number of users.
   *
   * @param countsPath the file that the counts are written to, where the runner's workers and the
   *     caller both reach it
   */
  public static Pipeline build(
      PipelineOptions options,
      StoreConfig store,
      PurgeSettings settings,
      String runId,
      String countsPath) {
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply("Run", Create.of(runId))
        .apply("Purge users", new PurgeRanges(store, settings))
        .apply("Write counts", ParDo.of(new Handover.WriteFn<PurgeCounts>(countsPath)));
    return pipeline;
  }

  /**
   * Purges one store.
   *
   * @param runnerArgs options of the Beam runner; none for this machine
   * @throws IllegalArgumentException if a collection, or a limit, makes no sense for the store
   * @throws godwit.storage.StorageException if a server cannot be reached or is not what it should
   *     be
   */
  public static PurgeReport run(
      StoreConfig store, PurgeSettings settings, List<String> runnerArgs, RunControl control) {
    PipelineOptions options = Launcher.options(runnerArgs, store.mostWorkers());
    if (settings.manifest() != null && !Launcher.isLocal(runnerArgs)) {
      throw new IllegalArgumentException(
          "the manifest is a file of this machine, which other machines cannot write; leave it out"
              + " or use the local runner");
    }
    String runId = RunId.next("purge", Clock.systemUTC());
    control.attach(runId);
    try (SharedRun run = SharedRun.acquire(runId, store, settings)) {
      run.stores().verifyWatchable(settings.limits().load());
      ExpiredSweep.collections(run);
      return run(options, store, run, runId);
    } finally {
      RunControl.detach(runId);
    }
  }

  private static PurgeReport run(
      PipelineOptions options, StoreConfig store, SharedRun run, String runId) {
    long start = System.nanoTime();
    run.control().enter("purging");
    String path = Handover.place(options, runId);
    try {
      Launcher.run(build(options, store, run.settings(), runId, path), run.control());
      PurgeCounts counts = Handover.read(path, PurgeCounts.class);
      var end =
          new PurgeReport.End(
              (System.nanoTime() - start) / 1e9,
              run.control().isStopped(),
              run.budget().isReached());
      return PurgeReport.of(runId, run.store().name(), run.settings(), counts, end);
    } catch (RuntimeException e) {
      run.control().stop();
      throw e;
    }
  }
}
