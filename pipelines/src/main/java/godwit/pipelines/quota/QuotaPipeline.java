package godwit.pipelines.quota;

import godwit.pipelines.io.StorePass;
import godwit.pipelines.io.StoreScope;
import godwit.pipelines.run.RunControl;
import java.util.List;

/**
 * Reports usage, rights counters, or brings users below the limit. A run can be stopped or killed
 * at any moment: each transaction leaves counters right, and the next run does what is left.
 */
public final class QuotaPipeline {
  private QuotaPipeline() {}

  /**
   * Runs.
   *
   * @param runnerArgs options of the Beam runner; none for this machine
   * @throws godwit.storage.StorageException if a server cannot be reached or is not what it should
   *     be
   */
  public static QuotaReport run(
      StoreScope scope, QuotaSettings settings, List<String> runnerArgs, RunControl control) {
    var outcome = pass(scope, settings).run("quota", phase(settings.task()), runnerArgs, control);
    return QuotaReport.of(
        outcome.runId(), settings, outcome.sum(), outcome.seconds(), outcome.interrupted());
  }

  static StorePass<QuotaTally> pass(StoreScope scope, QuotaSettings settings) {
    return new StorePass<>(
        scope,
        QuotaTally.class,
        (stores, piece) -> new QuotaSweep(stores, settings, piece.store()).sweep(piece.range()),
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
