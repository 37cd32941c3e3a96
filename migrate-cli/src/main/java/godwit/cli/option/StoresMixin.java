package godwit.cli.option;

import godwit.cli.config.LoadedConfig;
import godwit.cli.config.Overrides;
import godwit.cli.session.Failure;
import godwit.cli.session.Session;
import godwit.pipelines.io.StoreScope;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.ShardConfig;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which databases a command goes through: all shards, unless some or the target are named. */
public final class StoresMixin {
  @Option(
      names = "--shard",
      paramLabel = "NAME",
      description = "This shard of the configuration. Repeatable. Default: all of them.")
  private List<String> shards = new ArrayList<>();

  @Option(names = "--target", description = "The target alone, or together with --shard.")
  private boolean target;

  /**
   * What is gone through, from the configuration.
   *
   * @throws Failure if the configuration is missing or wrong, or there is no such shard
   */
  public StoreScope scope(Session session) {
    return scope(loaded(session).move());
  }

  /**
   * The configuration.
   *
   * @throws Failure if it is missing or wrong
   */
  public LoadedConfig loaded(Session session) {
    return LoadedConfig.load(
        ConfigMixin.file(session), new Overrides(null, null, session.environment()));
  }

  /** The same with a configuration that is known already. */
  public StoreScope scope(MoveConfig move) {
    return new StoreScope(move, shards(move), target);
  }

  private List<String> shards(MoveConfig move) {
    List<String> known = move.shards().stream().map(ShardConfig::name).toList();
    for (String shard : shards) {
      if (!known.contains(shard)) {
        throw Failure.usage(
            "--shard: no shard is named '%s'; configured: %s."
                .formatted(shard, String.join(", ", known)));
      }
    }
    return shards.isEmpty() && !target ? known : List.copyOf(shards);
  }

  /** The options as they were given, for the command that resumes. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    shards.forEach(shard -> words.addAll(List.of("--shard", shard)));
    if (target) {
      words.add("--target");
    }
    return words;
  }
}
