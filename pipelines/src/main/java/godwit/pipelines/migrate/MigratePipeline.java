package godwit.pipelines.migrate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import godwit.pipelines.deadletter.DeadLetter;
import godwit.pipelines.io.Connections;
import godwit.pipelines.ledger.LedgerSums;
import godwit.pipelines.ledger.RunLog;
import godwit.pipelines.plan.PlanReport;
import godwit.pipelines.plan.Planner;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.Launcher;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.RunId;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;

/**
 * Moves users: plans, copies, and counts. A run that is killed at any moment is continued by the
 * next one: what is done is in the ledger, and what is half done is completed.
 */
public final class MigratePipeline {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private MigratePipeline() {}

  /** The graph: the same whatever the number of shards and users. */
  public static Pipeline build(PipelineOptions options, MoveConfig config, String runId) {
    Pipeline pipeline = Pipeline.create(options);
    pipeline.apply("Run", Create.of(runId)).apply("Copy", new CopyBins(config));
    return pipeline;
  }

  /**
   * Moves the users of the scope.
   *
   * @param runnerArgs options of the Beam runner; none for this machine
   * @throws godwit.storage.StorageException if a server cannot be reached or is not what it should
   *     be
   */
  public static MigrateReport run(
      MoveConfig config, Scope scope, List<String> runnerArgs, RunControl control) {
    PipelineOptions options = Launcher.options(runnerArgs, config.target());
    String runId = RunId.next("migrate", Clock.systemUTC());
    control.attach(runId);
    try (Connections connections = Connections.acquire(runId, config)) {
      var runs = new RunLog(connections.ledger());
      runs.start(runId, "migrate");
      try {
        MigrateReport report = run(options, connections, scope, runId);
        runs.finish(runId, report.interrupted() ? "INTERRUPTED" : "DONE", json(report));
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

  /**
   * Tries the users of dead letters again, whether or not they have changed since: whatever can be
   * moved by now is moved, and its dead letters vanish; the others are written anew.
   */
  public static MigrateReport replay(
      MoveConfig config, List<DeadLetter> letters, List<String> runnerArgs, RunControl control) {
    Set<String> users = new LinkedHashSet<>();
    letters.forEach(letter -> users.add(letter.shard() + ":" + letter.uid()));
    if (users.isEmpty()) {
      throw new IllegalArgumentException("no dead letter to replay");
    }
    return run(config, Scope.ALL.withUsers(users).retryingDead(), runnerArgs, control);
  }

  private static MigrateReport run(
      PipelineOptions options, Connections connections, Scope scope, String runId) {
    long start = System.nanoTime();
    PlanReport plan = Planner.execute(connections, runId, scope);
    new RunLog(connections.ledger()).plan(runId, json(plan));
    if (plan.users().copy() > 0 && !connections.control().isStopped()) {
      connections.control().enter("copying");
      Launcher.run(build(options, connections.config(), runId), connections.control());
    }
    connections.control().enter("counting");
    double seconds = (System.nanoTime() - start) / 1e9;
    return new RunCounts(new LedgerSums(connections.ledger()), runId)
        .report(plan, seconds, connections.control().isStopped());
  }

  private static String json(Object report) {
    try {
      return JSON.writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is always JSON", e);
    }
  }
}
