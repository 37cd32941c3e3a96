package godwit.pipelines.plan;

import godwit.model.Usage;
import godwit.pipelines.io.Connections;
import godwit.pipelines.run.ShardConfig;
import godwit.storage.BulkSource;
import godwit.storage.RowRange;
import godwit.storage.SourceSnapshot;
import godwit.storage.SourceUser;

/** Reads a few users of the first shard, to see how fast rows come. */
final class ReadSample {
  private static final int USERS = 20;
  private static final long ROWS = 20_000;

  private ReadSample() {}

  /** Rows a second, or 0 if there are none to read. */
  static double rowsPerSecond(Connections connections, Scope scope) {
    for (ShardConfig shard : connections.config().shards()) {
      if (scope.includesShard(shard.name())) {
        return connections.attempts().call(() -> measure(connections.shard(shard.name())));
      }
    }
    return 0;
  }

  private static double measure(BulkSource source) {
    long start = System.nanoTime();
    Usage read = Usage.NONE;
    for (SourceUser user : source.usersAfter(-1, USERS)) {
      if (user.total().rows() > ROWS || read.rows() > ROWS) {
        continue;
      }
      long[] rows = {0};
      try (SourceSnapshot snapshot = source.snapshot(user.uid())) {
        snapshot.rows(RowRange.ALL, row -> rows[0]++);
      }
      read = read.plus(new Usage(rows[0], 0));
    }
    return read.rows() / ((System.nanoTime() - start) / 1e9);
  }
}
