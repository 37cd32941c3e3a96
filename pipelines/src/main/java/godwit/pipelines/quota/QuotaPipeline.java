package godwit.pipelines.quota;

import godwit.pipelines.io.StorePass;
import godwit.pipelines.io.StoreScope;
import godwit.pipelines.run.Launcher;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.RunId;
import java.time.Clock;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Reports usage, rights counters, or brings users below the limit. A run can be stopped or killed
 * at any moment: each transaction leaves counters right, and the next run does what is left.
 */
public final class QuotaPipeline {
  private QuotaPipeline() {}

  /** A name for a run that is to come. */
  public static String newRun() {
    return RunId.next("quota", Clock.systemUTC());
  }

  /**
   * Makes sure that the settings fit the stores and the runner, before any connection is opened.
   *
   * @throws IllegalArgumentException if a runner's option is unknown, or the manifest cannot be
   *     made
   */
  public static void check(StoreScope scope, QuotaSettings settings, List<String> runnerArgs) {
    Launcher.check(runnerArgs);
    String manifest = settings.plan().manifest();
    if (manifest == null) {
      return;
    }
    if (!Launcher.isLocal(runnerArgs)) {
      throw new IllegalArgumentException(
          "the manifest is a file of this machine, which other machines cannot write; leave it out"
              + " or use the local runner");
    }
    Manifests.check(manifest, scope.stores());
  }

  /** Runs by a name of its own. */
  public static QuotaReport run(
      StoreScope scope, QuotaSettings settings, List<String> runnerArgs, RunControl control) {
    return run(newRun(), scope, settings, runnerArgs, control);
  }

  /**
   * Runs.
   *
   * @param runId by {@link #newRun}
   * @param runnerArgs options of the Beam runner; none for this machine
   * @throws IllegalArgumentException as {@link #check}
   * @throws godwit.storage.StorageException if a server cannot be reached or is not what it should
   *     be
   */
  public static QuotaReport run(
      String runId,
      StoreScope scope,
      QuotaSettings settings,
      List<String> runnerArgs,
      RunControl control) {
    check(scope, settings, runnerArgs);
    // Held from here, so that the files stay open from one piece of work to the next.
    Manifests manifests = manifests(runId, scope, settings);
    try {
      var outcome = pass(scope, settings).runAs(runId, phase(settings.task()), runnerArgs, control);
      return QuotaReport.of(
          outcome.runId(), settings, outcome.sum(), outcome.seconds(), outcome.interrupted());
    } finally {
      manifests.close();
    }
  }

  private static Manifests manifests(String runId, StoreScope scope, QuotaSettings settings) {
    return Manifests.acquire(runId, settings.plan().manifest(), scope.stores());
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
      QuotaSettings settings,
      String runId,
      String place) {
    return pass(scope, settings).build(options, runId, place);
  }

  static StorePass<QuotaTally> pass(StoreScope scope, QuotaSettings settings) {
    return new StorePass<>(
        scope,
        QuotaTally.class,
        (stores, piece) -> {
          try (var manifests = manifests(stores.runId(), scope, settings)) {
            return new QuotaSweep(stores, settings, piece.store(), manifests).sweep(piece.range());
          }
        },
        QuotaTally::sum);
  }

  private static String phase(QuotaTask task) {
    return switch (task) {
      case REPORT -> "counting";
      case RECOUNT -> "recounting";
      case ENFORCE -> "enforcing";
    };
  }
}
