package godwit.cli.demo;

import godwit.pipelines.run.CopyPolicy;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.ShardConfig;
import godwit.storage.SecretRef;
import godwit.storage.mysql.MySqlConfig;
import godwit.storage.spanner.SpannerConfig;
import godwit.testdata.load.LoadedWorkload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The configuration that moves a workload that was just loaded. */
public final class MadeMove {
  private static final int CONNECTIONS = 4;

  private MadeMove() {}

  /** From all its shards into one database, which keeps the ledger too. */
  public static MoveConfig of(
      LoadedWorkload loaded, String user, @Nullable SecretRef password, SpannerConfig target) {
    List<ShardConfig> shards =
        loaded.shards().stream()
            .map(
                shard ->
                    new ShardConfig(
                        shard.name(),
                        shard.nodeUrl(),
                        new MySqlConfig(shard.url(), user, password, CONNECTIONS)))
            .toList();
    MySqlConfig tokenserver = new MySqlConfig(loaded.tokenserverUrl(), user, password, CONNECTIONS);
    return new MoveConfig(shards, tokenserver, target, target, CopyPolicy.DEFAULT);
  }
}
