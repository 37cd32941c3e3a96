package godwit.cli.option;

import godwit.cli.session.Failure;
import godwit.pipelines.io.StoreScope;
import godwit.storage.mysql.MySqlConfig;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Replicas whose lag a job on one shard watches. */
public final class ReplicaMixin {
  @Option(
      names = "--replica",
      paramLabel = "URL",
      description =
          "A replica whose lag to watch, jdbc:mysql://HOST:PORT/SCHEMA, with the shard's account;"
              + " goes with exactly one --shard. Repeatable.")
  private List<String> replicas = new ArrayList<>();

  /**
   * The same stores, with the replicas.
   *
   * @throws Failure of USAGE if they are not one shard alone
   */
  public StoreScope of(StoreScope scope) {
    if (replicas.isEmpty()) {
      return scope;
    }
    if (scope.target() || scope.shards().size() != 1) {
      throw Failure.usage("--replica is one of a single shard; name that shard with --shard.");
    }
    MySqlConfig database = scope.config().shard(scope.shards().get(0)).database();
    return scope.watching(
        replicas.stream()
            .map(url -> new MySqlConfig(url, database.user(), database.password(), 1))
            .toList());
  }

  /** The options as they were given, for the command that resumes. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    replicas.forEach(url -> words.addAll(List.of("--replica", url)));
    return words;
  }
}
