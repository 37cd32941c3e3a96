package godwit.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import godwit.cli.demo.MadeMove;
import godwit.cli.servers.LocalServers;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.purge.PurgePipeline;
import godwit.pipelines.purge.PurgeReport;
import godwit.pipelines.purge.PurgeSettings;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.ShardConfig;
import godwit.pipelines.run.StoreConfig;
import godwit.sweep.OwnerRange;
import godwit.testdata.Workload;
import godwit.testdata.load.LoadedShard;
import godwit.testdata.load.LoadedWorkload;
import godwit.testdata.load.ProgressListener;
import godwit.testdata.load.ServerTarget;
import godwit.testdata.load.ShardLayout;
import godwit.testdata.load.TestDataLoad;
import godwit.testdata.user.Assignment;
import godwit.testdata.user.Holding;
import godwit.testdata.user.SyntheticUser;
import godwit.testdata.user.SyntheticUsers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures {@code purge tombstones} beside a bare loop that deletes the same records of a second
 * copy of the data by their keys, without having to find them, and without a check or a counter.
 */
public final class PurgeBench {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int IDS_PER_STATEMENT = 1_000;

  private final LocalServers servers;
  private final Workload workload;

  /** A measurement on these servers; its schemas get names of their own. */
  public PurgeBench(LocalServers servers, Workload workload) {
    this.servers = servers;
    this.workload = workload;
  }

  /**
   * What was measured on one store.
   *
   * @param store what it is
   * @param examined records that the purge looked at
   * @param deleted records that both deleted
   * @param purgeSeconds the purge, from its start to its report
   * @param purgeRowsPerSecond records it looked at in a second
   * @param purgeDeletesPerSecond records it deleted in a second
   * @param loopDeletesPerSecond records the loop deleted in a second
   */
  public record Measured(
      String store,
      long examined,
      long deleted,
      double purgeSeconds,
      double purgeRowsPerSecond,
      double purgeDeletesPerSecond,
      double loopDeletesPerSecond) {}

  /** Loads the data twice, and purges each shard in both ways. */
  public List<Measured> run() throws SQLException, InterruptedException, IOException {
    LoadedWorkload first = load("bench_purge");
    LoadedWorkload second = load("bench_loop");
    List<ShardConfig> purged = shards(first);
    List<ShardConfig> looped = shards(second);
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < purged.size(); i++) {
      measured.add(measure(first.shards().get(i), purged.get(i), looped.get(i)));
    }
    return measured;
  }

  /**
   * How long one user took.
   *
   * @param rows that the user has, as asked for
   * @param examined records that the purge looked at
   * @param seconds the purge of that user alone
   * @param rowsRatio records looked at, beside the smallest user's
   * @param timeRatio seconds, beside the smallest user's
   */
  public record Growth(
      long rows, long examined, double seconds, double rowsRatio, double timeRatio) {}

  /** Purges users of different sizes, each alone; nothing if there are no two sizes. */
  public List<Growth> growth() throws SQLException, InterruptedException {
    List<Integer> sizes = workload.hoarderRows().stream().distinct().sorted().toList();
    List<Growth> grown = new ArrayList<>();
    if (sizes.size() < 2) {
      return grown;
    }
    List<ShardConfig> shards = shards(load("bench_growth"));
    // Once for nothing, so that the smallest does not pay for a cold machine.
    purge(shards, sizes.get(0), false);
    for (int size : sizes) {
      PurgeReport report = purge(shards, size, true);
      Growth first =
          grown.isEmpty()
              ? new Growth(size, report.examined(), report.seconds(), 1, 1)
              : grown.get(0);
      grown.add(
          new Growth(
              size,
              report.examined(),
              report.seconds(),
              report.examined() / (double) Math.max(1, first.examined()),
              report.seconds() / first.seconds()));
    }
    return grown;
  }

  private PurgeReport purge(List<ShardConfig> shards, int size, boolean execute) {
    Assignment user = userOf(size);
    PurgeSettings settings =
        PurgeSettings.tombstones(workload.now(), TombstonePolicy.DEFAULT)
            .within(new OwnerRange(Long.toString(user.uid()), Long.toString(user.uid() + 1)));
    return PurgePipeline.run(
        StoreConfig.of(shards.get(user.shard()), List.of()),
        execute ? settings.executing(null) : settings,
        List.of(),
        new RunControl());
  }

  private Assignment userOf(int size) {
    return new SyntheticUsers(workload)
        .all()
        .map(SyntheticUser::current)
        .filter(holding -> holding.rows() == size)
        .map(Holding::assignment)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no user has " + size + " records"));
  }

  private LoadedWorkload load(String prefix) throws SQLException, InterruptedException {
    var into =
        new ServerTarget(servers.mysqlUrl(), servers.mysqlUser(), servers.password(), prefix);
    return TestDataLoad.load(workload, into, ProgressListener.SILENT);
  }

  private List<ShardConfig> shards(LoadedWorkload loaded) {
    return MadeMove.of(
            loaded, servers.mysqlUser(), servers.passwordRef(), servers.database("unused"))
        .shards();
  }

  private Measured measure(LoadedShard kind, ShardConfig purged, ShardConfig looped)
      throws SQLException, IOException {
    Path folder = Files.createTempDirectory("godwit-bench");
    Path manifest = folder.resolve("manifest");
    try {
      PurgeReport report =
          PurgePipeline.run(
              StoreConfig.of(purged, List.of()),
              PurgeSettings.tombstones(workload.now(), TombstonePolicy.DEFAULT)
                  .executing(manifest.toString()),
              List.of(),
              new RunControl());
      long deleted = report.deletedTotal().rows();
      double loop = loop(kind, looped, manifest);
      return new Measured(
          title(kind),
          report.examined(),
          deleted,
          report.seconds(),
          report.examined() / report.seconds(),
          deleted / report.seconds(),
          loop);
    } finally {
      Files.deleteIfExists(manifest);
      Files.delete(folder);
    }
  }

  /** Such as "shard0, PYTHON, 20 tables". */
  private static String title(LoadedShard shard) {
    ShardLayout layout = shard.layout();
    String tables = layout.tables() == 0 ? "" : ", " + layout.tables() + " tables";
    return shard.name() + ", " + layout.dialect() + tables;
  }

  /** The records of one collection of one user that go with one statement. */
  private record Group(long uid, String collection) {}

  private static double loop(LoadedShard kind, ShardConfig shard, Path manifest)
      throws SQLException, IOException {
    try (Connection connection = HandLoop.connect(shard.database());
        BufferedReader lines = Files.newBufferedReader(manifest)) {
      var loop = new Loop(connection, kind.layout());
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = JSON.readTree(line);
        if (row.has("id")) {
          loop.add(
              new Group(row.path("user").asLong(), row.path("collection").asText()),
              row.path("id").asText());
        }
      }
      return loop.rowsPerSecond();
    }
  }

  /** Deletes a thousand at a time; only the deletes are timed, in favour of the loop. */
  private static final class Loop {
    private final Connection connection;
    private final ShardLayout layout;
    private final Map<String, Integer> collections;
    private final List<String> ids = new ArrayList<>();
    private Group group = new Group(-1, "");
    private long rows;
    private long nanos;

    Loop(Connection connection, ShardLayout layout) throws SQLException {
      this.connection = connection;
      this.layout = layout;
      this.collections = CollectionNumbers.read(connection, layout);
    }

    void add(Group next, String id) throws SQLException {
      if (!next.equals(group) || ids.size() >= IDS_PER_STATEMENT) {
        flush();
        group = next;
      }
      ids.add(id);
    }

    private void flush() throws SQLException {
      if (ids.isEmpty()) {
        return;
      }
      int collection = collections.getOrDefault(group.collection(), -1);
      long start = System.nanoTime();
      rows += delete(connection, layout.bsoTable(group.uid()), group.uid(), collection, ids);
      nanos += System.nanoTime() - start;
      ids.clear();
    }

    double rowsPerSecond() throws SQLException {
      flush();
      return rows / (Math.max(1, nanos) / 1e9);
    }
  }

  private static int delete(
      Connection connection, String table, long uid, int collection, List<String> ids)
      throws SQLException {
    String sql =
        "DELETE FROM %s WHERE userid = ? AND collection = ? AND id IN (%s)"
            .formatted(table, "?,".repeat(ids.size() - 1) + "?");
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, uid);
      statement.setInt(2, collection);
      for (int i = 0; i < ids.size(); i++) {
        statement.setString(i + 3, ids.get(i));
      }
      return statement.executeUpdate();
    }
  }
}
