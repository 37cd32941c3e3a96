package godwit.pipelines.verify;

import godwit.model.UserKey;
import godwit.pipelines.io.Connections;
import godwit.pipelines.ledger.LedgerSums;
import godwit.pipelines.ledger.RunLog;
import godwit.pipelines.ledger.VerifyLog;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.Launcher;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.RunControl.Progress;
import godwit.pipelines.run.RunId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;

/**
 * Compares users on both sides by digests that both databases compute, names what differs by key
 * and column, and mends it if asked to. Believes nothing that the copy wrote about itself.
 */
public final class VerifyPipeline {
  private VerifyPipeline() {}

  /**
   * The graph, the same whatever the number of shards and users, for users that fit one stretch of
   * the target's keys.
   */
  public static Pipeline build(
      PipelineOptions options,
      MoveConfig config,
      Scope scope,
      VerifySettings settings,
      String runId) {
    Instant now = Instant.ofEpochMilli(Clock.systemUTC().millis());
    return build(options, new Task(runId, config, scope, settings, now, Task.bucketChars(0), ""));
  }

  private static Pipeline build(PipelineOptions options, Task task) {
    Pipeline pipeline = Pipeline.create(options);
    pipeline.apply("Run", Create.of(task.runId())).apply("Verify", new CompareUsers(task));
    return pipeline;
  }

  /**
   * Compares the users of the scope that were copied and have not moved on.
   *
   * @param runnerArgs options of the Beam runner; none for this machine
   * @throws godwit.storage.StorageException if a server cannot be reached or is not what it should
   *     be
   */
  public static VerifyReport run(
      MoveConfig config,
      Scope scope,
      VerifySettings settings,
      List<String> runnerArgs,
      RunControl control) {
    PipelineOptions options = Launcher.options(runnerArgs, config.target());
    String runId = RunId.next("verify", Clock.systemUTC());
    scope.namedShards().forEach(config::shard);
    control.attach(runId);
    try (Connections connections = Connections.acquire(runId, config)) {
      var runs = new RunLog(connections.ledger());
      runs.start(runId, "verify");
      try {
        VerifyReport report = run(options, connections, runId, scope, settings);
        runs.finish(runId, report.interrupted() ? "INTERRUPTED" : "DONE", null);
        return report;
      } catch (RuntimeException e) {
        connections.control().stop();
        runs.tryFinish(runId, e);
        throw e;
      }
    } finally {
      RunControl.detach(runId);
    }
  }

  private static VerifyReport run(
      PipelineOptions options,
      Connections connections,
      String runId,
      Scope scope,
      VerifySettings settings) {
    long start = System.nanoTime();
    RunControl control = connections.control();
    control.enter("verifying");
    long users = new LedgerSums(connections.ledger()).users();
    control.expect(new Progress(users, 0, 0));
    Instant now = Instant.ofEpochMilli(Clock.systemUTC().millis());
    String last = new LastUser(connections.ledger(), scope).find().map(UserKey::full).orElse("");
    var task =
        new Task(runId, connections.config(), scope, settings, now, Task.bucketChars(users), last);
    Launcher.run(build(options, task), control);
    var log = new VerifyLog(connections.ledger());
    List<VerifyReport.Found> found =
        log.differences(runId, settings.maxDifferences()).stream()
            .map(one -> VerifyReport.Found.of(one, settings.showKeys()))
            .toList();
    double seconds = (System.nanoTime() - start) / 1e9;
    return VerifyReport.of(runId, log.sum(runId), log.count(runId), found)
        .ended(seconds, control.isStopped());
  }
}
