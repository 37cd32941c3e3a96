package godwit.pipelines.bench;

import godwit.model.UserKey;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.migrate.MigratePipeline;
import godwit.pipelines.migrate.MigrateReport;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.CopyPolicy;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import godwit.storage.spanner.SpannerDatabase;
import godwit.storage.spanner.SpannerSchema;
import godwit.testdata.Workload;
import godwit.testdata.load.LoadedShard;
import godwit.testdata.server.EmbeddedSpanner;
import godwit.tokenserver.Assignment;
import godwit.tokenserver.TokenserverDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures {@code migrate} beside a hand-written copy loop, on the same data, servers and machine,
 * in one run. Only the ratio means something: machines are noisy.
 *
 * <p>Arguments: users (default 600), median rows of a user (200), rounds (2).
 */
public final class CopyBench {
  private CopyBench() {}

  /** Runs the rounds, alternating, and prints rows a second and the ratio of each. */
  public static void main(String[] args) throws SQLException {
    int users = args.length > 0 ? Integer.parseInt(args[0]) : 600;
    int median = args.length > 1 ? Integer.parseInt(args[1]) : 200;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 2;
    for (int round = 1; round <= rounds; round++) {
      try (Rehearsal rehearsal = Rehearsal.of(Workload.of(round, users).withMedianRows(median))) {
        double hand = hand(rehearsal);
        double migrate = migrate(rehearsal);
        System.out.printf(
            Locale.ROOT,
            "round %d: %d rows; loop %.0f rows/s, migrate %.0f rows/s, ratio %.2f%n",
            round,
            rehearsal.loaded().records(),
            hand,
            migrate,
            migrate / hand);
      }
    }
    System.exit(0);
  }

  private static double hand(Rehearsal rehearsal) throws SQLException {
    Map<String, Map<Long, UserKey>> keys = keys(rehearsal);
    var config =
        EmbeddedSpanner.shared().createDatabase("hand" + System.nanoTime() % 1_000_000, List.of());
    try (SpannerDatabase database = SpannerDatabase.open(config)) {
      SpannerSchema.current().withoutChangeStream().apply(database);
      long start = System.nanoTime();
      long rows = HandLoop.copy(rehearsal, database.client(), keys);
      return rows / ((System.nanoTime() - start) / 1e9);
    }
  }

  private static double migrate(Rehearsal rehearsal) {
    MoveConfig config = rehearsal.config(CopyPolicy.DEFAULT);
    MigrateReport report = MigratePipeline.run(config, Scope.ALL, List.of(), new RunControl());
    return report.rows().written() / report.seconds();
  }

  private static Map<String, Map<Long, UserKey>> keys(Rehearsal rehearsal) throws SQLException {
    Map<String, Map<Long, UserKey>> keys = new HashMap<>();
    try (TokenserverDatabase tokenserver =
        TokenserverDatabase.open(rehearsal.config().tokenserver())) {
      for (LoadedShard shard : rehearsal.loaded().shards()) {
        Map<Long, UserKey> found = new HashMap<>();
        tokenserver
            .assignments(shard.nodeUrl(), uids(rehearsal, shard))
            .forEach((uid, assignment) -> keep(found, uid, assignment));
        keys.put(shard.name(), found);
      }
    }
    return keys;
  }

  private static void keep(Map<Long, UserKey> found, long uid, Assignment assignment) {
    UserKey key = assignment.key();
    if (assignment.kind() == Assignment.Kind.CURRENT && key != null) {
      found.put(uid, key);
    }
  }

  private static List<Long> uids(Rehearsal rehearsal, LoadedShard shard) throws SQLException {
    List<Long> uids = new ArrayList<>();
    try (Connection connection = rehearsal.connect(shard);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT DISTINCT userid FROM user_collections")) {
      while (rows.next()) {
        uids.add(rows.getLong(1));
      }
    }
    return uids;
  }
}
