package godwit.pipelines.plan;

import godwit.model.CollectionName;
import godwit.model.UserKey;
import godwit.pipelines.io.Connections;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.RunControl.Progress;
import godwit.pipelines.run.RunId;
import godwit.pipelines.run.ShardConfig;
import godwit.pipelines.run.Stopped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what a run would do, and writes it down if it is to be done. */
public final class Planner {
  private static final int SHARDS_AT_ONCE = 8;
  private static final Logger LOG = LoggerFactory.getLogger(Planner.class);

  private final Connections connections;
  private final String runId;
  private final Scope scope;
  private final PlanTally tally = new PlanTally();

  private Planner(Connections connections, String runId, Scope scope) {
    this.connections = connections;
    this.runId = runId;
    this.scope = scope;
    scope.namedShards().forEach(connections.config()::shard);
  }

  /** Finds out what a run would do. Reads only. */
  public static PlanReport preview(MoveConfig config, Scope scope, RunControl control) {
    String runId = RunId.next("plan", Clock.systemUTC());
    control.attach(runId);
    try (Connections connections = Connections.acquire(runId, config)) {
      var planner = new Planner(connections, runId, scope);
      planner.scan(PlanSink.NONE);
      return planner.report(planner.collections());
    } finally {
      RunControl.detach(runId);
    }
  }

  /**
   * Plans a run: gives ids to collection names that have none, and writes users and pieces of work
   * into the ledger.
   */
  public static PlanReport execute(Connections connections, String runId, Scope scope) {
    var planner = new Planner(connections, runId, scope);
    PlannedUsers users = planner.scan(PlanSink.of(connections.ledger()));
    CollectionsPlan collections = planner.collections();
    connections
        .target()
        .allocate(collections.allocate().stream().map(CollectionName::new).toList());
    PlanReport report = planner.report(collections);
    UserKey lowest = users.lowest();
    UserKey highest = users.highest();
    if (lowest != null && highest != null && !connections.control().isStopped()) {
      planBins(connections, runId, lowest, highest);
    }
    return report;
  }

  /** A run that is stopped here has planned its users, and copies none of them. */
  private static void planBins(
      Connections connections, String runId, UserKey lowest, UserKey highest) {
    try {
      new BinPlanner(connections, runId).plan(lowest, highest);
    } catch (Stopped e) {
      LOG.debug("stopped while pieces of work were planned");
    }
  }

  private PlannedUsers scan(PlanSink sink) {
    connections.control().enter("planning");
    long hoarderRows = connections.config().policy().hoarderRows();
    var users = new PlannedUsers(runId, scope.limit(), hoarderRows, sink, tally);
    List<Callable<Void>> probes = new ArrayList<>();
    List<Callable<Void>> scans = new ArrayList<>();
    for (ShardConfig shard : connections.config().shards()) {
      if (scope.includesShard(shard.name())) {
        probes.add(
            () -> {
              tally.shard(shard.name(), connections.describe(shard.name()));
              return null;
            });
        scans.add(
            () -> {
              new ShardScan(connections, shard.name(), scope, tally, users).run();
              return null;
            });
      }
    }
    // All shards are looked at before the first is planned: one that cannot be read ends the run.
    runAll(probes);
    try {
      runAll(scans);
      new VanishedUsers(connections, scope, users).run();
    } catch (Stopped e) {
      LOG.debug("stopped while a shard was away");
    }
    users.finish();
    connections
        .control()
        .expect(new Progress(tally.users(), tally.total().rows(), tally.total().bytes()));
    return users;
  }

  private static void runAll(List<Callable<Void>> scans) {
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.max(1, Math.min(SHARDS_AT_ONCE, scans.size())));
    try {
      for (Future<Void> scan : threads.invokeAll(scans)) {
        scan.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("planning was interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private CollectionsPlan collections() {
    return CollectionsPlan.of(tally.names(), connections.target().collectionIds());
  }

  private PlanReport report(CollectionsPlan collections) {
    // Whoever stopped a plan has not seen all of it, however close to the end it was.
    boolean stopped = connections.control().isStopped();
    double readRate = stopped ? 0 : ReadSample.rowsPerSecond(connections, scope);
    return tally.report(collections, connections.config().policy(), readRate, stopped);
  }
}
