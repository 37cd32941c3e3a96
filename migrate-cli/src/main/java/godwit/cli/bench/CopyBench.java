package godwit.cli.bench;

import godwit.cli.demo.MadeMove;
import godwit.cli.schema.SchemaDatabases;
import godwit.cli.servers.LocalServers;
import godwit.model.UserKey;
import godwit.pipelines.migrate.MigratePipeline;
import godwit.pipelines.migrate.MigrateReport;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.ShardConfig;
import godwit.storage.spanner.SpannerConfig;
import godwit.storage.spanner.SpannerDatabase;
import godwit.testdata.Workload;
import godwit.testdata.load.LoadedWorkload;
import godwit.testdata.load.ProgressListener;
import godwit.testdata.load.ServerTarget;
import godwit.testdata.load.TestDataLoad;
import godwit.tokenserver.Assignment;
import godwit.tokenserver.TokenserverDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures {@code migrate} beside a hand-written copy loop: the same data, servers and machine. */
public final class CopyBench {
  private final LocalServers servers;
  private final Workload workload;

  /** A measurement on these servers; its schemas and databases get names of their own. */
  public CopyBench(LocalServers servers, Workload workload) {
    this.servers = servers;
    this.workload = workload;
  }

  /**
   * What one round measured.
   *
   * @param rows rows that each of the two wrote
   * @param loopRowsPerSecond the hand-written loop
   * @param migrateRowsPerSecond the whole of migrate: planning, copying, counting
   * @param ratio migrate beside the loop; 1 is as fast
   */
  public record Round(
      long rows, double loopRowsPerSecond, double migrateRowsPerSecond, double ratio) {}

  /** Loads the data once, and copies them in both ways as often as asked, taking turns. */
  public List<Round> run(int rounds) throws SQLException, InterruptedException {
    var into =
        new ServerTarget(servers.mysqlUrl(), servers.mysqlUser(), servers.password(), "bench");
    LoadedWorkload loaded = TestDataLoad.load(workload, into, ProgressListener.SILENT);
    List<Round> measured = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      MoveConfig move = move(loaded, "migrate-" + round);
      double loop = loop(move, "loop-" + round);
      MigrateReport report = MigratePipeline.run(move, Scope.ALL, List.of(), new RunControl());
      double migrate = report.rows().written() / report.seconds();
      // An emulator keeps everything in memory: some gigabytes a million rows.
      SpannerDatabase.drop(move.target());
      measured.add(new Round(report.rows().written(), loop, migrate, migrate / loop));
    }
    return measured;
  }

  private MoveConfig move(LoadedWorkload loaded, String database) {
    return MadeMove.of(loaded, servers.mysqlUser(), servers.passwordRef(), create(database));
  }

  private SpannerConfig create(String name) {
    SpannerConfig config = servers.database(name);
    SpannerDatabase.createIfMissing(config, List.of());
    try (SpannerDatabase database = SpannerDatabase.open(config)) {
      SchemaDatabases.whole().withoutChangeStream().apply(database);
    }
    return config;
  }

  private double loop(MoveConfig move, String name) throws SQLException {
    Map<ShardConfig, Map<Long, UserKey>> keys = keys(move);
    SpannerConfig config = create(name);
    try (SpannerDatabase database = SpannerDatabase.open(config)) {
      long start = System.nanoTime();
      long rows = 0;
      for (Map.Entry<ShardConfig, Map<Long, UserKey>> shard : keys.entrySet()) {
        rows += HandLoop.copy(shard.getKey().database(), database.client(), shard.getValue());
      }
      return rows / ((System.nanoTime() - start) / 1e9);
    } finally {
      SpannerDatabase.drop(config);
    }
  }

  /** Looked up before the clock starts, in favour of the loop. */
  private static Map<ShardConfig, Map<Long, UserKey>> keys(MoveConfig move) throws SQLException {
    Map<ShardConfig, Map<Long, UserKey>> keys = new HashMap<>();
    try (TokenserverDatabase tokenserver = TokenserverDatabase.open(move.tokenserver())) {
      for (ShardConfig shard : move.shards()) {
        Map<Long, UserKey> found = new HashMap<>();
        for (Assignment one : tokenserver.assignments(shard.node(), uids(shard)).values()) {
          UserKey key = one.key();
          if (one.kind() == Assignment.Kind.CURRENT && key != null) {
            found.put(one.uid(), key);
          }
        }
        keys.put(shard, found);
      }
    }
    return keys;
  }

  private static List<Long> uids(ShardConfig shard) throws SQLException {
    List<Long> uids = new ArrayList<>();
    try (Connection connection = HandLoop.connect(shard.database());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT DISTINCT userid FROM user_collections")) {
      while (rows.next()) {
        uids.add(rows.getLong(1));
      }
    }
    return uids;
  }
}
