package godwit.pipelines.purge;

import godwit.pipelines.io.Handover;
import godwit.pipelines.io.PurgeManifest;
import godwit.pipelines.run.Launcher;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.RunId;
import godwit.pipelines.run.StoreConfig;
import godwit.storage.StorageException;
import java.nio.file.Path;
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

  /** A name for a run that is to come. */
  public static String newRun() {
    return RunId.next("purge", Clock.systemUTC());
  }

  /**
   * Makes sure that the settings fit the runner, before any connection is opened.
   *
   * @throws IllegalArgumentException if a runner's option is unknown, the manifest cannot be made,
   *     or other machines could not keep to a limit
   */
  public static void check(PurgeSettings settings, List<String> runnerArgs) {
    Launcher.check(runnerArgs);
    String manifest = settings.manifest();
    if (manifest != null) {
      PurgeManifest.check(Path.of(manifest));
    }
    if (!Launcher.isLocal(runnerArgs)) {
      checkElsewhere(settings);
    }
  }

  static void checkElsewhere(PurgeSettings settings) {
    if (settings.manifest() != null) {
      throw new IllegalArgumentException(
          "the manifest is a file of this machine, which other machines cannot write; leave it out"
              + " or use the local runner");
    }
    if (settings.limits().hasEnd()) {
      throw new IllegalArgumentException(
          "a limit of records or of time is kept by one machine, and a job on others would take it"
              + " as often as there are workers; leave it out or use the local runner");
    }
  }

  /** Purges one store, in a run of its own name. */
  public static PurgeReport run(
      StoreConfig store, PurgeSettings settings, List<String> runnerArgs, RunControl control) {
    return run(newRun(), store, settings, runnerArgs, control);
  }

  /**
   * Purges one store.
   *
   * @param runId by {@link #newRun}
   * @param runnerArgs options of the Beam runner; none for this machine
   * @throws IllegalArgumentException as {@link #check}
   * @throws godwit.storage.StorageException if a server cannot be reached or is not what it should
   *     be, or has not the collections that were named
   * @throws PurgeFailed if it failed later, on this machine
   */
  public static PurgeReport run(
      String runId,
      StoreConfig store,
      PurgeSettings settings,
      List<String> runnerArgs,
      RunControl control) {
    check(settings, runnerArgs);
    PipelineOptions options = Launcher.options(runnerArgs, store.mostWorkers());
    control.attach(runId);
    try (SharedRun run = SharedRun.acquire(runId, store, settings)) {
      if (Launcher.isLocal(runnerArgs)) {
        // Elsewhere a failed worker's share is done again by another.
        run.keepFailures();
      }
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
      StorageException failure = run.failure();
      var end =
          new PurgeReport.End(
              (System.nanoTime() - start) / 1e9,
              run.control().isStopped(),
              run.budget().isReached(),
              failure != null);
      var report = PurgeReport.of(runId, run.store().name(), run.settings(), counts, end);
      if (failure != null) {
        throw new PurgeFailed(report, failure);
      }
      return report;
    } catch (RuntimeException e) {
      run.control().stop();
      throw e;
    }
  }
}
