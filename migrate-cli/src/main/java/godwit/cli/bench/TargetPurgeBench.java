package godwit.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.cloud.spanner.Mutation;
import godwit.cli.demo.MadeMove;
import godwit.cli.schema.SchemaDatabases;
import godwit.cli.servers.LocalServers;
import godwit.model.CollectionName;
import godwit.model.UserKey;
import godwit.pipelines.migrate.MigratePipeline;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.purge.PurgePipeline;
import godwit.pipelines.purge.PurgeReport;
import godwit.pipelines.purge.PurgeSettings;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.StoreConfig;
import godwit.storage.spanner.CollectionIds;
import godwit.storage.spanner.Rows;
import godwit.storage.spanner.SpannerConfig;
import godwit.storage.spanner.SpannerDatabase;
import godwit.testdata.Workload;
import godwit.testdata.load.LoadedWorkload;
import godwit.testdata.load.ProgressListener;
import godwit.testdata.load.ServerTarget;
import godwit.testdata.load.TestDataLoad;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures {@code purge tombstones} of an emulator beside a bare loop that deletes the same records
 * of a second copy by their keys, a thousand a commit, without a check or a counter.
 */
final class TargetPurgeBench {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int KEYS_PER_COMMIT = 1_000;

  private final LocalServers servers;
  private final Workload workload;

  TargetPurgeBench(LocalServers servers, Workload workload) {
    this.servers = servers;
    this.workload = workload;
  }

  /** Moves the data to two databases, and purges each in one of the two ways. */
  PurgeBench.Measured run() throws SQLException, InterruptedException, IOException {
    var into =
        new ServerTarget(
            servers.mysqlUrl(), servers.mysqlUser(), servers.password(), "bench_target");
    LoadedWorkload loaded = TestDataLoad.load(workload, into, ProgressListener.SILENT);
    SpannerConfig purged = moved(loaded, "bench-purge");
    Path folder = Files.createTempDirectory("godwit-bench");
    Path manifest = folder.resolve("manifest");
    try {
      PurgeReport report =
          PurgePipeline.run(
              StoreConfig.of(purged),
              PurgeSettings.tombstones(workload.now(), TombstonePolicy.DEFAULT)
                  .executing(manifest.toString()),
              List.of(),
              new RunControl());
      // An emulator keeps everything in memory.
      SpannerDatabase.drop(purged);
      long deleted = report.deletedTotal().rows();
      return new PurgeBench.Measured(
          "target, an emulator",
          report.examined(),
          deleted,
          report.seconds(),
          report.examined() / report.seconds(),
          deleted / report.seconds(),
          loop(moved(loaded, "bench-loop"), manifest));
    } finally {
      Files.deleteIfExists(manifest);
      Files.delete(folder);
    }
  }

  private SpannerConfig moved(LoadedWorkload loaded, String name) {
    SpannerConfig config = servers.database(name);
    SpannerDatabase.createIfMissing(config, List.of());
    try (SpannerDatabase database = SpannerDatabase.open(config)) {
      SchemaDatabases.whole().withoutChangeStream().apply(database);
    }
    MoveConfig move = MadeMove.of(loaded, servers.mysqlUser(), servers.passwordRef(), config);
    MigratePipeline.run(move, Scope.ALL, List.of(), new RunControl());
    return config;
  }

  /** Only the commits are timed, in favour of the loop. */
  private static double loop(SpannerConfig config, Path manifest) throws IOException {
    long rows = 0;
    long nanos = 0;
    try (SpannerDatabase database = SpannerDatabase.open(config);
        BufferedReader lines = Files.newBufferedReader(manifest)) {
      Map<CollectionName, Integer> ids = database.read(CollectionIds::read);
      List<Mutation> group = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = JSON.readTree(line);
        if (row.has("id")) {
          group.add(delete(row, ids));
        }
        if (group.size() >= KEYS_PER_COMMIT) {
          nanos += commit(database, group);
          rows += group.size();
          group.clear();
        }
      }
      if (!group.isEmpty()) {
        nanos += commit(database, group);
        rows += group.size();
      }
    } finally {
      SpannerDatabase.drop(config);
    }
    return rows / (Math.max(1, nanos) / 1e9);
  }

  private static Mutation delete(JsonNode row, Map<CollectionName, Integer> ids) {
    String[] user = row.path("user").asText().split("/", 2);
    int collection = ids.getOrDefault(new CollectionName(row.path("collection").asText()), -1);
    return Mutation.delete(
        Rows.BSOS, Rows.key(new UserKey(user[0], user[1]), collection, row.path("id").asText()));
  }

  private static long commit(SpannerDatabase database, List<Mutation> group) {
    long start = System.nanoTime();
    database.write(group);
    return System.nanoTime() - start;
  }
}
